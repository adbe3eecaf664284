package io.tidemark.lab.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command in namespaces of its own; it ends when this is closed. */
final class Container implements AutoCloseable {
  /** Its own {@code /tmp} and {@code /dev/shm}, which nobody else sees. */
  static final String OWN = "mount -t tmpfs none /tmp && mount -t tmpfs none /dev/shm";

  private final Process starter;

  private Container(Process starter) {
    this.starter = starter;
  }

  /** The options of unshare(1) for all that a container has. */
  static List<String> everything() {
    return List.of("--pid", "--mount", "--net", "--uts", "--ipc", "--cgroup");
  }

  /** Starts a command there. */
  static Container start(
      List<String> namespaces, String mounts, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("unshare"));
    all.addAll(namespaces);
    all.addAll(List.of("--fork", "--kill-child", "--mount-proc"));
    all.addAll(List.of("sh", "-c", mounts + " && exec \"$@\"", "sh"));
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(Container::isSetting);
    builder.environment().putAll(environment);
    return new Container(builder.start());
  }

  private static boolean isSetting(String variable) {
    return variable.startsWith("TIDEMARK_")
        || variable.startsWith("OTEL_")
        || variable.equals("JAVA_TOOL_OPTIONS");
  }

  /** Its next line of output. */
  String line() throws IOException {
    return String.valueOf(starter.inputReader().readLine());
  }

  void expect(String line) throws IOException {
    assertEquals(line, line());
  }

  /** The process id of its command, as the host has it. */
  long pid() {
    return starter.children().findFirst().orElseThrow().pid();
  }

  @Override
  public void close() {
    starter.descendants().forEach(ProcessHandle::destroyForcibly);
    starter.destroyForcibly();
    starter.onExit().join();
  }
}
