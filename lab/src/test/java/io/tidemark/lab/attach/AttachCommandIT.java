package io.tidemark.lab.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands say and answer, in whatever state the JVM is. */
class AttachCommandIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final String AGENT = HOME.resolve("agent/target/tidemark-agent.jar").toString();
  private static final String NAME = IdleChild.class.getName();

  private final List<Process> children = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  private Path segments;

  @BeforeEach
  void makeFolder() throws IOException {
    segments = Files.createTempDirectory(Path.of("/dev/shm"), "tidemark-attach-it-");
  }

  @AfterEach
  void tidyUp() throws IOException, InterruptedException {
    for (Process child : children) {
      child.destroyForcibly().waitFor();
    }
    deleteAll(segments);
  }

  private record Answer(int exitCode, String out, String err) {}

  @Test
  void attachesAndDetachesAndTakesTwiceForOnce() throws Exception {
    Process child = child(Map.of());
    String recording = "agent VERSION records to FILE\n";
    assertEquals(new Answer(0, "attached to PID (" + NAME + "): " + recording, ""), attach(child));
    assertEquals(
        new Answer(0, "PID (" + NAME + ") has the agent already: " + recording, ""), attach(child));
    assertEquals(
        new Answer(0, "detached from PID (" + NAME + "): what was recorded stays in FILE\n", ""),
        detach(child));
    assertEquals(new Answer(0, "PID has no agent: nothing to detach\n", ""), detach(child));
    assertEquals(new Answer(0, "attached to PID (" + NAME + "): " + recording, ""), attach(child));
  }

  @Test
  void leavesAJvmAloneThatNeverHadAnAgent() throws Exception {
    assertEquals(
        new Answer(0, "PID has no agent: nothing to detach\n", ""), detach(child(Map.of())));
  }

  // It handles no signal, but listens from the start.
  @Test
  void attachesToAJvmWithReducedSignals() throws Exception {
    assertEquals(0, attach(child(Map.of(), "-Xrs")).exitCode());
  }

  @Test
  void detachesWhatCameWithTheJvm() throws Exception {
    Process child = child(Map.of(), "-javaagent:" + AGENT + "=dir=" + segments);
    assertEquals(0, attach(child).exitCode());
    assertEquals(
        new Answer(0, "detached from PID (" + NAME + "): what was recorded stays in FILE\n", ""),
        detach(child));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-XX:+DisableAttachMechanism | JVM PID was started with -XX:+DisableAttachMechanism;"
            + " nothing can be attached to it, restart it with -javaagent",
        "-XX:-EnableDynamicAgentLoading | JVM PID was started with"
            + " -XX:-EnableDynamicAgentLoading; restart it without, or with -javaagent"
      })
  void saysWhyAJvmCannotBeAttachedTo(String option, String message) throws Exception {
    Process child = child(Map.of(), option);
    assertEquals(new Answer(1, "", "tidemark-collector: " + message + "\n"), attach(child));
    assertTrue(child.isAlive());
  }

  @Test
  void saysThatTheAgentIsSwitchedOff() throws Exception {
    Process child = child(Map.of("TIDEMARK_ENABLED", "false"));
    assertEquals(
        new Answer(
            1,
            "",
            "tidemark-collector: the agent's settings in JVM PID say enabled=false;"
                + " give --option enabled=true\n"),
        attach(child));
    assertEquals(0, attach(child, "--option", "enabled=true").exitCode());
  }

  @Test
  void saysWhyTheAgentDoesNotRecord() throws Exception {
    Process child = child(Map.of());
    Answer answer = run(child, "attach", "--option", "dir=/proc");
    assertEquals(
        new Answer(
            1,
            "",
            "tidemark-collector: the agent in JVM PID does not record: /proc is on proc, expected"
                + " tmpfs, because a file on a disk can stall the service; set TIDEMARK_DIR to a"
                + " directory on tmpfs\n"),
        answer);
  }

  @Test
  void leavesAProcessAloneThatIsNoJvm() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    children.add(other);
    assertEquals(
        new Answer(
            1,
            "",
            "tidemark-collector: process PID (sleep) is not a JVM, it has loaded no libjvm.so;"
                + " expected the id of a running JVM, see 'jcmd -l'\n"),
        attach(other));
    assertTrue(other.isAlive());
  }

  // In namespaces of its own, as in a container: it is process 1, sees another /tmp and no jar.
  @Test
  void reachesIntoAContainer() throws Exception {
    String hide = "mount -t tmpfs none \"$0\" && mount -t tmpfs none /tmp && exec \"$@\"";
    Path hidden = Files.createTempDirectory(HOME.resolve("lab/target"), "hidden");
    Path jar = Files.copy(Path.of(AGENT), hidden.resolve("tidemark-agent.jar"));
    String[] by = {"unshare", "-rmpf", "sh", "-c", hide, hidden.toString()};
    boolean canMount = new ProcessBuilder(with(by, "true")).start().waitFor() == 0;
    if ("1".equals(System.getenv("TIDEMARK_REQUIRE_ALL")) && !canMount) {
      throw new IllegalStateException("unshare -rmpf cannot mount a tmpfs");
    }
    assumeTrue(canMount, "unshare -rmpf cannot mount a tmpfs");
    // Its own class path must not be under /tmp, which it does not see.
    Path classes = Files.createTempDirectory(Path.of("/dev/shm"), "tidemark-classes-");
    Path file = Path.of(NAME.replace('.', '/') + ".class");
    Files.createDirectories(classes.resolve(file).getParent());
    Files.copy(Path.of("target/test-classes").resolve(file), classes.resolve(file));
    Process starter = start(with(by, java(), "-cp", classes.toString(), NAME), Map.of());
    ProcessHandle child = starter.children().findFirst().orElseThrow();
    String option = "dir=" + segments;
    Answer attached = run(child, jar, "attach", "--option", option);
    assertEquals(0, attached.exitCode(), attached::toString);
    assertEquals(0, run(child, jar, "detach").exitCode());
    try (Stream<Path> left = Files.list(Path.of("/proc/" + child.pid() + "/root/tmp"))) {
      assertEquals(
          List.of(), left.filter(path -> path.toString().contains("tidemark-agent")).toList());
    }
    child.destroyForcibly();
    deleteAll(classes);
    deleteAll(hidden);
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private Process child(Map<String, String> environment, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", "target/test-classes", NAME));
    return start(command, environment);
  }

  private Process start(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("TIDEMARK_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process child = builder.start();
    children.add(child);
    assertEquals("READY", child.inputReader().readLine());
    return child;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin/java").toString();
  }

  private static List<String> with(String[] before, String... command) {
    List<String> all = new ArrayList<>(List.of(before));
    all.addAll(List.of(command));
    return all;
  }

  private Answer attach(Process child, String... more) throws Exception {
    String[] arguments = {"attach", "--option", "dir=" + segments};
    return run(child, with(arguments, more).toArray(String[]::new));
  }

  private Answer detach(Process child) throws Exception {
    return run(child, "detach");
  }

  private Answer run(Process child, String... arguments) throws Exception {
    return run(child.toHandle(), Path.of(AGENT), arguments);
  }

  private static Answer run(ProcessHandle child, Path jar, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "-jar",
                HOME.resolve("collector/target/tidemark-collector.jar").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--agent", jar.toString(), Long.toString(child.pid())));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), clean(out, child), clean(err, child));
  }

  // What differs from run to run.
  private static String clean(String text, ProcessHandle child) {
    return text.replaceAll("/\\S+\\.segment", "FILE")
        .replaceAll("agent \\d\\S*", "agent VERSION")
        .replaceAll("\\b" + child.pid() + "\\b", "PID");
  }
}
