package io.tidemark.collector.netns;

import io.tidemark.collector.jvm.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JVM in a network namespace other than the test's, that dials there when it is told to. */
public final class NamespaceChild implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;

  private NamespaceChild(Process process) throws IOException {
    this.process = process;
    this.answers = process.inputReader();
    String line = answers.readLine();
    if (!"ready".equals(line)) {
      throw new IOException("the child said " + line + ", expected ready");
    }
  }

  /** Starts one in a namespace of its own, in which there is loopback and nothing else. */
  public static NamespaceChild alone(Path segments, String service) throws IOException {
    NamespaceChild child = start(segments, service, "unshare", "--net");
    child.inside("ip", "link", "set", "lo", "up");
    return child;
  }

  /** Starts another one in the same namespace. */
  public NamespaceChild sibling(Path segments, String service) throws IOException {
    return start(segments, service, "nsenter", "--target", Long.toString(pid()), "--net");
  }

  private static NamespaceChild start(Path segments, String service, String... prefix)
      throws IOException {
    List<String> command = new ArrayList<>(Arrays.asList(prefix));
    command.addAll(List.of(ChildJvm.running().toString(), "-XX:TieredStopAtLevel=1", "-Xmx32m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(NamespaceMain.class.getName(), segments.toString(), service));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new NamespaceChild(builder.start());
  }

  /** Runs a program in its namespace. */
  public String inside(String... command) throws IOException {
    List<String> whole =
        new ArrayList<>(List.of("nsenter", "--target", Long.toString(pid()), "--net"));
    whole.addAll(Arrays.asList(command));
    return Program.run(whole.toArray(String[]::new));
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Listens, with room for one connection that nobody accepts; returns the port. */
  public int listen() throws IOException {
    return tell("listen");
  }

  /** Connects to a port so many times and closes each, so that they are left in TIME_WAIT. */
  public void dial(int port, int times) throws IOException {
    tell("dial " + port + " " + times);
  }

  /** Begins so many connections to a port, and leaves them open. */
  public void flood(int port, int times) throws IOException {
    tell("flood " + port + " " + times);
  }

  private int tell(String command) throws IOException {
    process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the child ended at " + command);
    }
    return Integer.parseInt(answer);
  }

  @Override
  public void close() throws IOException {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
