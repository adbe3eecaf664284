package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A JVM that a test starts, with the agent attached. */
final class Child implements AutoCloseable {
  private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(120);

  private final Process process;
  private final Path out;
  private final Path err;
  private final Path segments;

  private Child(Process process, Path work, Path segments) {
    this.process = process;
    this.out = work.resolve("out");
    this.err = work.resolve("err");
    this.segments = segments;
  }

  /** What a child is started with; the directory of its segments is the test's, unless said. */
  record Launch(
      Path java,
      List<String> before,
      List<String> jvmOptions,
      Optional<Path> directory,
      String agentArguments,
      Map<String, String> environment,
      String classPath,
      List<String> main) {

    static Launch of(Jdk jdk, Class<?> main, String... arguments) throws IOException {
      List<String> command = new ArrayList<>(List.of(main.getName()));
      command.addAll(List.of(arguments));
      Path java = jdk.home().resolve("bin/java");
      return new Launch(
          java, List.of(), List.of(), Optional.empty(), "", Map.of(), testClassPath(), command);
    }

    Launch agent(String arguments) {
      return new Launch(
          java, before, jvmOptions, directory, arguments, environment, classPath, main);
    }

    Launch directory(Path path) {
      Optional<Path> elsewhere = Optional.of(path);
      return new Launch(
          java, before, jvmOptions, elsewhere, agentArguments, environment, classPath, main);
    }

    Launch jvm(String... options) {
      List<String> jvm = List.of(options);
      return new Launch(java, before, jvm, directory, agentArguments, environment, classPath, main);
    }

    Launch environment(Map<String, String> variables) {
      return new Launch(
          java, before, jvmOptions, directory, agentArguments, variables, classPath, main);
    }

    Launch classPath(String path) {
      return new Launch(
          java, before, jvmOptions, directory, agentArguments, environment, path, main);
    }

    /** Runs the JVM by another command, which the JVM's own is appended to. */
    Launch by(String... command) {
      List<String> by = List.of(command);
      return new Launch(
          java, by, jvmOptions, directory, agentArguments, environment, classPath, main);
    }

    /** As usual, with the frameworks that log, and so with what other libraries log to them. */
    static String loggingClassPath() {
      return testClassPath(List.of());
    }

    // SLF4J comes with a test library and warns when it has no provider; with one, Netty talks.
    private static String testClassPath() {
      return testClassPath(List.of("slf4j", "logback", "log4j"));
    }

    // Without the agent's own classes, which would come before those of its jar.
    private static String testClassPath(List<String> without) {
      String all =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      List<String> entries = new ArrayList<>();
      for (String entry : all.split(File.pathSeparator, -1)) {
        String file = Path.of(entry).getFileName().toString();
        if (without.stream().noneMatch(file::contains)
            && !Path.of(entry).endsWith(Path.of("target", "classes"))) {
          entries.add(entry);
        }
      }
      return String.join(File.pathSeparator, entries);
    }
  }

  /** Starts a JVM whose files and segments go to a folder, which must be on tmpfs. */
  static Child start(Launch launch, Path work) throws IOException {
    Path segments = launch.directory().orElse(work.resolve("segments"));
    String agent = "-javaagent:" + agentJar() + "=dir=" + segments + "," + launch.agentArguments();
    return start(launch, work, List.of(agent));
  }

  /** The same with other agents, or none. */
  static Child start(Launch launch, Path work, List<String> agents) throws IOException {
    Path segments = launch.directory().orElse(work.resolve("segments"));
    List<String> command = new ArrayList<>(launch.before());
    command.add(launch.java().toString());
    command.addAll(launch.jvmOptions());
    command.addAll(agents);
    command.add("-cp");
    command.add(launch.classPath());
    command.addAll(launch.main());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("TIDEMARK_"));
    builder.environment().remove("OTEL_SERVICE_NAME");
    builder.environment().putAll(launch.environment());
    builder.redirectOutput(work.resolve("out").toFile());
    builder.redirectError(work.resolve("err").toFile());
    return new Child(builder.start(), work, segments);
  }

  static Path agentJar() {
    return Path.of(System.getProperty("tidemark.agent.jar", "target/tidemark-agent.jar"));
  }

  /** Returns when the child's work is done. */
  void awaitReady() throws IOException {
    long deadline = System.nanoTime() + DEADLINE_NS;
    while (!output().contains("READY")) {
      assertTrue(process.isAlive(), () -> "the child has exited: " + errorsOrWhyNot());
      assertTrue(System.nanoTime() < deadline, () -> "the child is not ready: " + errorsOrWhyNot());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** What the child's one segment holds now. */
  SegmentSnapshot segment() throws IOException {
    List<Path> files = segmentFiles();
    assertEquals(1, files.size(), () -> "segments: " + files + ", " + errorsOrWhyNot());
    try (SegmentReader reader = SegmentReader.open(files.get(0))) {
      return reader.read();
    }
  }

  /** Sends it a line, and returns what follows the given word in the line that it answers. */
  String ask(String line, String answer) throws IOException {
    int before = output().length();
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    return await(answer, before);
  }

  /** What follows a word in the child's output, from a place in it on. */
  String await(String word, int from) throws IOException {
    long deadline = System.nanoTime() + DEADLINE_NS;
    while (true) {
      String output = output();
      int start = output.indexOf(word, from);
      int end = start < 0 ? -1 : output.indexOf('\n', start);
      if (end >= 0) {
        return output.substring(start + word.length(), end).trim();
      }
      assertTrue(process.isAlive(), () -> "the child has exited: " + errorsOrWhyNot());
      assertTrue(System.nanoTime() < deadline, () -> "no " + word + ": " + errorsOrWhyNot());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  long pid() {
    return process.pid();
  }

  List<Path> segmentFiles() throws IOException {
    return new SegmentDirectory(segments).segments();
  }

  String output() throws IOException {
    return Files.readString(out);
  }

  /** What the child wrote to its standard error, without what differs from run to run. */
  String errors() throws IOException {
    return Files.readString(err)
        .replaceAll("tidemark \\d\\S*:", "tidemark VERSION:")
        .replaceAll(" to \\S+\\.segment", " to FILE");
  }

  private String errorsOrWhyNot() {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Lets the child exit, and gives its exit code. */
  int finish() throws IOException, InterruptedException {
    process.getOutputStream().close();
    assertTrue(process.waitFor(DEADLINE_NS, TimeUnit.NANOSECONDS), "the child does not exit");
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
