package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.collector.cgroup.LimitedGroup;
import io.tidemark.collector.jvm.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Real JVMs that end in every way, with the agent and without, and a collector that watches: one is
 * killed by the kernel in a control group with a memory limit.
 */
final class KillIT {
  // The reactor builds it before; both jars lie in their modules' folders.
  private static final Path AGENT =
      Path.of(
          System.getProperty(
              "tidemark.agent.jar",
              Path.of(System.getProperty("tidemark.collector.jar", "missing"))
                  .resolveSibling("../../agent/target/tidemark-agent.jar")
                  .toString()));
  private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(120);
  private static final long LIMIT_BYTES = 200L << 20;
  private static final Double LIMIT = (double) LIMIT_BYTES;
  private static final int OOM_KILLED = 128 + 9;
  private static final String HANDLER = HungryMain.class.getName() + "/load";

  private static final Pattern SERVICE = Pattern.compile("service_name=\"(hungry|HungryMain)\"");

  private final List<Service> services = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  private Path segments;

  @BeforeEach
  void makeFolder() throws IOException {
    segments = Files.createTempDirectory(Path.of("/dev/shm"), "tidemark-kill-it-");
  }

  @AfterEach
  void tidyUp() throws IOException, InterruptedException {
    for (Service service : services) {
      service.process().destroyForcibly().waitFor();
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(segments)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  /** A service in a JVM of its own. */
  private record Service(Process process, BufferedReader answers) {
    void tell(String command) throws IOException {
      OutputStream commands = process.getOutputStream();
      commands.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
      commands.flush();
    }

    void ask(String command) throws IOException {
      tell(command);
      assertEquals(command, answers.readLine());
    }

    int ended() throws InterruptedException {
      assertTrue(process.waitFor(DEADLINE_NS, TimeUnit.NANOSECONDS));
      return process.exitValue();
    }
  }

  private Service start(List<String> by, String... options) throws IOException {
    List<String> command = new ArrayList<>(by);
    command.add(ChildJvm.running().toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx48m", "-XX:MaxDirectMemorySize=2g"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", testClasses()));
    command.add(HungryMain.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("TIDEMARK_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("TIDEMARK_DIR", segments.toString());
    builder.environment().put("TIDEMARK_SERVICE_NAME", "hungry");
    builder
        .environment()
        .put("TIDEMARK_METHODS", HungryMain.class.getName() + "#load(client=0,batch=1)");
    Path err = Files.createTempFile(segments, "stderr", ".txt");
    Process process = builder.redirectError(err.toFile()).start();
    Service service = new Service(process, process.inputReader());
    services.add(service);
    String ready = service.answers().readLine();
    assertEquals("ready", ready, Files.readString(err));
    return service;
  }

  private static String testClasses() {
    try {
      URL classes = HungryMain.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(classes.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Service startWithAgent(List<String> by) throws IOException {
    return start(by, "-javaagent:" + AGENT);
  }

  @Test
  void countsAndExplainsEveryEndOfAService() throws Exception {
    Optional<LimitedGroup> made =
        LimitedGroup.make("tidemark-kill-it-" + ProcessHandle.current().pid(), LIMIT_BYTES);
    if (System.getenv("TIDEMARK_REQUIRE_ALL") == null) {
      assumeTrue(made.isPresent(), "no control group with a memory limit can be made");
    }
    try (LimitedGroup group = made.orElseThrow();
        CollectorProcess collector =
            CollectorProcess.start(ChildJvm.running(), segments, Map.of())) {
      Service first = startWithAgent(group.join());
      await(() -> values(collector, "tidemark_cgroup_memory_limit_bytes").containsValue(LIMIT));
      final long firstStartEpochMs = startEpochMs(collector);
      first.ask("serve web 200 12");
      first.ask("serve new-indexer 6 20000");
      first.tell("grow");
      assertEquals(OOM_KILLED, first.ended());
      assertEquals("oom=1 clean=0 unclean=0 oom_kill=1 restarts=0", tally(collector, 1, 0));
      String deaths = collector.get("/api/v1/deaths");
      assertEquals(
          Optional.of("hungry " + first.process().pid() + " oom_kill new-indexer " + HANDLER),
          death(deaths),
          deaths);
      String sentence = sentence(deaths);
      assertTrue(sentence.contains(", killed for memory, after "), sentence);
      assertTrue(sentence.contains(": new-indexer via " + HANDLER + ", 98 % of items"), sentence);
      CollectorProcess.Finished who =
          CollectorProcess.run("who", "--window", "100ms", "--dir", segments.toString());
      assertTrue(
          who.out().replaceAll("\\s+", " ").contains(", killed for memory, after "), who.out());
      assertTrue(collector.get("/").contains("<h2>Ended</h2>"));

      Service second = startWithAgent(List.of());
      assertEquals("oom=1 clean=0 unclean=0 oom_kill=1 restarts=1", tally(collector, 1, 1));
      assertEquals(
          (startEpochMs(collector) - firstStartEpochMs) / 1e3,
          values(collector, "tidemark_jvm_restart_interval_seconds").values().stream()
              .findFirst()
              .orElseThrow());
      second.process().destroyForcibly();
      second.ended();
      assertEquals("oom=1 clean=0 unclean=1 oom_kill=1 restarts=1", tally(collector, 2, 1));

      Service third = startWithAgent(List.of());
      assertEquals("oom=1 clean=0 unclean=1 oom_kill=1 restarts=2", tally(collector, 2, 2));
      third.process().destroy(); // SIGTERM
      third.ended();
      assertEquals("oom=1 clean=1 unclean=1 oom_kill=1 restarts=2", tally(collector, 3, 2));

      Service fourth = startWithAgent(List.of());
      assertEquals("oom=1 clean=1 unclean=1 oom_kill=1 restarts=3", tally(collector, 3, 3));
      fourth.tell("exit");
      assertEquals(0, fourth.ended());
      assertEquals("oom=1 clean=2 unclean=1 oom_kill=1 restarts=3", tally(collector, 4, 3));
      assertEquals("", collector.err());
    }
  }

  // Nobody else's JVM may tidy up meanwhile: these have a directory for their files of their own.
  @Test
  void tellsTheEndsOfAServiceWithoutTheAgentApart() throws Exception {
    String files = "/tmp/hsperfdata_" + System.getProperty("user.name");
    List<String> apart =
        List.of(
            "unshare",
            "-m",
            "sh",
            "-c",
            "mount -t tmpfs -o mode=755 tmpfs " + files + " && exec \"$@\"",
            "sh");
    if (System.getenv("TIDEMARK_REQUIRE_ALL") == null) {
      Process tried = new ProcessBuilder(concat(apart, "true")).start();
      assumeTrue(tried.waitFor() == 0, "no mount namespace can be made");
    }
    try (CollectorProcess collector = CollectorProcess.startBy(apart, segments)) {
      List<String> there = List.of("nsenter", "-m", "-t", Long.toString(collector.pid()));
      Service killed = start(there);
      await(() -> values(collector, "tidemark_jvm_restarts_total").size() == 1);
      killed.process().destroyForcibly();
      killed.ended();
      assertEquals("oom=0 clean=0 unclean=1 oom_kill=0 restarts=0", tally(collector, 1, 0));
      Service exits = start(there);
      assertEquals("oom=0 clean=0 unclean=1 oom_kill=0 restarts=1", tally(collector, 1, 1));
      exits.tell("exit");
      assertEquals(0, exits.ended());
      assertEquals("oom=0 clean=1 unclean=1 oom_kill=0 restarts=1", tally(collector, 2, 1));
      String deaths = collector.get("/api/v1/deaths");
      assertTrue(sentence(deaths).startsWith("HungryMain ("), deaths);
      assertEquals("", collector.err());
    }
  }

  private static List<String> concat(List<String> first, String last) {
    return Stream.concat(first.stream(), Stream.of(last)).toList();
  }

  /** Something that becomes true. */
  private interface Awaited {
    boolean isTrue() throws IOException, InterruptedException;
  }

  private static void await(Awaited awaited) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + DEADLINE_NS;
    while (!awaited.isTrue()) {
      assertTrue(System.nanoTime() < deadline, "does not become true");
      LockSupport.parkNanos(100_000_000);
    }
  }

  /** What is counted of the service, as soon as so many ends and restarts are. */
  private static String tally(CollectorProcess collector, int exits, int restarts)
      throws IOException, InterruptedException {
    await(
        () ->
            sum(collector, "tidemark_jvm_exits_total") >= exits
                && sum(collector, "tidemark_jvm_restarts_total") >= restarts);
    Map<String, Double> byExit = new TreeMap<>();
    values(collector, "tidemark_jvm_exits_total")
        .forEach((labels, value) -> byExit.put(label(labels, "tidemark_exit"), value));
    return "oom=%.0f clean=%.0f unclean=%.0f oom_kill=%.0f restarts=%.0f"
        .formatted(
            sum(collector, "tidemark_process_oom_kills_total"),
            byExit.get("clean"),
            byExit.get("unclean"),
            byExit.get("oom_kill"),
            sum(collector, "tidemark_jvm_restarts_total"));
  }

  private static double sum(CollectorProcess collector, String metric)
      throws IOException, InterruptedException {
    return values(collector, metric).values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The service's values of a metric by labels, which are all of one instance. */
  private static Map<String, Double> values(CollectorProcess collector, String metric)
      throws IOException, InterruptedException {
    Map<String, Double> values = new TreeMap<>();
    Pattern line = Pattern.compile(metric + "\\{(.*)\\} (\\S+)");
    for (String text : collector.get("/metrics").split("\n", -1)) {
      Matcher matcher = line.matcher(text);
      if (matcher.matches() && SERVICE.matcher(matcher.group(1)).find()) {
        values.put(matcher.group(1), Double.valueOf(matcher.group(2)));
      }
    }
    long instances =
        values.keySet().stream().map(each -> label(each, "service_instance_id")).distinct().count();
    assertTrue(instances <= 1, values.toString());
    return values;
  }

  private static long startEpochMs(CollectorProcess collector)
      throws IOException, InterruptedException {
    Map<String, Double> info = values(collector, "tidemark_jvm_info");
    return Long.parseLong(label(info.keySet().iterator().next(), "process_start_time"));
  }

  private static String label(String labels, String name) {
    Matcher matcher = Pattern.compile("(?:^|,)" + name + "=\"([^\"]*)\"").matcher(labels);
    assertTrue(matcher.find(), labels);
    return matcher.group(1);
  }

  private static Optional<String> death(String json) {
    Matcher death =
        Pattern.compile(
                "^200 \\[\\{\"service\":\"(.*?)\",.*?\"pid\":(\\d+),\"exit\":\"(.*?)\".*?"
                    + "\"client\":\"(.*?)\",\"method\":\"(.*?)\".*")
            .matcher(json.strip());
    return death.matches()
        ? Optional.of(
            String.join(
                " ",
                death.group(1),
                death.group(2),
                death.group(3),
                death.group(4),
                death.group(5)))
        : Optional.empty();
  }

  private static String sentence(String json) {
    Matcher sentence = Pattern.compile("\"sentence\":\"(.*?)\"").matcher(json);
    assertTrue(sentence.find(), json);
    return sentence.group(1);
  }
}
