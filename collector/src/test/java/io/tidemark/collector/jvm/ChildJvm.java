package io.tidemark.collector.jvm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real JVM that collects its garbage, and counts into a segment, when it is told to. */
public final class ChildJvm implements AutoCloseable {
  private static final Path JDKS = Path.of("/usr/lib/jvm");

  private final Process process;
  private final BufferedReader answers;

  private ChildJvm(Process process) {
    this.process = process;
    this.answers = process.inputReader();
  }

  /** Starts it and waits until it is ready. */
  public static ChildJvm start(Path java, Path segments, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ChildMain.class.getName(), segments.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    ChildJvm child = new ChildJvm(builder.start());
    child.expect("ready");
    return child;
  }

  /** The {@code java} that runs the tests. */
  public static Path running() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** The {@code java} of an installed JDK of a feature version, if there is one. */
  public static Optional<Path> installed(int feature) throws IOException {
    if (!Files.isDirectory(JDKS)) {
      return Optional.empty();
    }
    try (Stream<Path> jdks = Files.list(JDKS)) {
      return jdks.filter(jdk -> isOf(jdk, feature)).map(jdk -> jdk.resolve("bin/java")).findFirst();
    }
  }

  /** The {@code java} of a feature version; the test is left out when there is none, if it may. */
  public static Path of(int feature) throws IOException {
    if (Runtime.version().feature() == feature) {
      return running();
    }
    Optional<Path> java = installed(feature);
    if (!"1".equals(System.getenv("TIDEMARK_REQUIRE_ALL"))) {
      assumeTrue(java.isPresent(), "no JDK " + feature + " is installed");
    }
    return java.orElseThrow();
  }

  private static boolean isOf(Path jdk, int feature) {
    try {
      return Files.readString(jdk.resolve("release")).contains("JAVA_VERSION=\"" + feature);
    } catch (IOException e) {
      return false;
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Has it do something, and waits until that is done. */
  public void tell(String command) throws IOException {
    OutputStream commands = process.getOutputStream();
    commands.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
    commands.flush();
    expect(command);
  }

  private void expect(String answer) throws IOException {
    String line = answers.readLine();
    if (!answer.equals(line)) {
      throw new IOException("the child said " + line + ", expected " + answer);
    }
  }

  /** Kills it as {@code kill -9} does. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
