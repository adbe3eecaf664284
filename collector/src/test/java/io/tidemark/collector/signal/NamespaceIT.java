package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.jvm.ChildJvm;
import io.tidemark.collector.netns.NamespaceChild;
import io.tidemark.collector.netns.Program;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.socket.PortRange;
import io.tidemark.segment.Metric;
import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs in a network namespace that the test makes, found and read as the kernel and ss see it. */
final class NamespaceIT {
  private static final Path PROC = Path.of("/proc");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path OWN = PROC.resolve("self/ns/net");
  private static final Set<Metric> COUNTED =
      EnumSet.of(
          Metric.TCP_OPENS,
          Metric.TCP_OPEN_FAILURES,
          Metric.TCP_RESETS,
          Metric.TCP_RETRANSMITS,
          Metric.LISTEN_OVERFLOWS,
          Metric.LISTEN_DROPS,
          Metric.TIME_WAIT_OVERFLOWS,
          Metric.TIME_WAIT_LIMIT);

  // ss' own names of states, other than those that differ in dashes and case alone.
  private static final Map<String, String> STATES =
      Map.of("ESTAB", "established", "UNCONN", "closed", "SYN-RECV", "syn_received");

  @TempDir private Path segments;

  @BeforeAll
  static void requireNamespaces() throws IOException {
    Program.requireNamespaces();
  }

  @Test
  void readsANamespaceOnceAndAsTheKernelDoes() throws IOException {
    try (NamespaceChild child = NamespaceChild.alone(segments, "beta");
        NamespaceChild sibling = child.sibling(segments, "alpha");
        Sampler sampler = sampler()) {
      child.inside("sh", "-c", "echo 40000 40099 >/proc/sys/net/ipv4/ip_local_port_range");
      int port = child.listen();
      child.dial(port, 7);
      child.flood(port, 5);
      List<Sample> samples = sampler.sampleOnce().samples();
      String name = "alpha/" + instance(samples, sibling.pid());
      Map<String, Long> expected = kernel(child);
      // Between the two some packet may have been sent again, and the queue may not be full yet.
      for (long end = System.nanoTime() + PATIENCE.toNanos();
          System.nanoTime() < end
              && !(count(expected, "LISTEN_OVERFLOWS []") > 0
                  && expected.equals(measured(samples, name))); ) {
        expected = kernel(child);
        samples = sampler.sampleOnce().samples();
      }
      assertEquals(expected, measured(samples, name));
      assertTrue(count(expected, "LISTEN_OVERFLOWS []") > 0);
      assertEquals(7, count(expected, "CONNECTIONS time_wait"));
      String waiting = "TIME_WAIT [127.0.0.1, 127.0.0.1, " + port + "]";
      assertEquals(Map.of(waiting, 7L), ofNamespace(samples, Metric.TIME_WAIT, name));
      assertEquals(Map.of("PORTS_LIMIT []", 100L), ofNamespace(samples, Metric.PORTS_LIMIT, name));
      long own = PortRange.read(PROC).orElseThrow().available();
      assertEquals(Map.of("PORTS_LIMIT []", own), ofNamespace(samples, Metric.PORTS_LIMIT, "host"));
      assertEquals(Map.of(), ofNamespace(samples, Metric.NAMESPACE_UNREADABLE, name));
      assertTrue(samples.stream().noneMatch(s -> s.labels().toString().contains("beta/")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-sys_admin", "-sys_admin,-sys_ptrace"})
  void readsTheSameThroughProcWithoutTheRightToEnter(String lost) throws IOException {
    try (NamespaceChild child = NamespaceChild.alone(segments, "beta");
        NamespaceChild sibling = child.sibling(segments, "alpha");
        NamespaceSampler sampler = new NamespaceSampler()) {
      child.dial(child.listen(), 7);
      await(() -> count(kernel(child), "CONNECTIONS time_wait") == 7);
      String[] pids = {Long.toString(child.pid()), Long.toString(sibling.pid())};
      sampler.seeProcesses(pids);
      String entered = sampler.sampleForeign();
      String expected =
          "NAMESPACE_UNREADABLE host [svc/n-1, setns_denied] 1\n"
              + entered
                  .lines()
                  .filter(line -> !line.matches("(PORTS|TIME_WAIT)_LIMIT .*"))
                  .map(line -> line + "\n")
                  .collect(Collectors.joining());
      assertEquals(entered.lines().count() - 1, expected.lines().count());
      assertEquals(sorted(expected), sorted(withoutCapabilities(lost, pids)));
    }
  }

  @Test
  void losesOneSampleOfANamespaceThatGoesAndNothingElse() throws IOException {
    List<String> descriptors = List.of();
    try (NamespaceSampler sampler = new NamespaceSampler()) {
      sampler.sampleForeign();
      descriptors = descriptors();
      for (int round = 0; round < 4; round++) {
        try (NamespaceChild child = NamespaceChild.alone(segments, "beta")) {
          sampler.seeProcesses(Long.toString(child.pid()));
          assertNotEquals("", sampler.sampleForeign());
          assertEquals(descriptors.size() + 1, descriptors().size());
          sampler.sampleTcp();
        }
        assertTrue(sampler.sampleSockets().stream().anyMatch(s -> s.labels().contains("host")));
        assertEquals("", sampler.sampleForeign());
        assertEquals(descriptors, descriptors());
      }
    }
    await(() -> namespacesOfThreads().equals(Set.of(Files.readSymbolicLink(OWN).toString())));
  }

  private static long count(Map<String, Long> counts, String key) {
    return counts.getOrDefault(key, 0L);
  }

  private Sampler sampler() {
    return Signals.standard(
        new CollectorSettings(
            new SegmentDirectory(segments),
            CollectorSettings.PROC,
            CollectorSettings.TMP,
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            "0.1.0"),
        Clock.systemUTC());
  }

  /** What the kernel counts, and the sockets that ss lists, by state. */
  private static Map<String, Long> kernel(NamespaceChild child) throws IOException {
    Map<String, Long> known = new TreeMap<>();
    Map<String, Long> snmp = columns(child.inside("cat", "/proc/self/net/snmp"), "Tcp:");
    known.put("TCP_OPENS [active]", snmp.get("ActiveOpens"));
    known.put("TCP_OPENS [passive]", snmp.get("PassiveOpens"));
    known.put("TCP_OPEN_FAILURES []", snmp.get("AttemptFails"));
    known.put("TCP_RESETS [established]", snmp.get("EstabResets"));
    known.put("TCP_RESETS [sent]", snmp.get("OutRsts"));
    known.put("TCP_RETRANSMITS []", snmp.get("RetransSegs"));
    Map<String, Long> netstat = columns(child.inside("cat", "/proc/self/net/netstat"), "TcpExt:");
    known.put("LISTEN_OVERFLOWS []", netstat.get("ListenOverflows"));
    known.put("LISTEN_DROPS []", netstat.get("ListenDrops"));
    known.put("TIME_WAIT_OVERFLOWS []", netstat.get("TCPTimeWaitOverflow"));
    String limit = child.inside("cat", "/proc/sys/net/ipv4/tcp_max_tw_buckets").strip();
    known.put("TIME_WAIT_LIMIT []", Long.valueOf(limit));
    for (String line : child.inside("ss", "-Htan").split("\n", -1)) {
      if (!line.isEmpty()) {
        String state = line.split(" ", 2)[0];
        String label = STATES.getOrDefault(state, state.toLowerCase(Locale.ROOT).replace('-', '_'));
        known.merge("CONNECTIONS " + label, 1L, Long::sum);
      }
    }
    return known;
  }

  private static Map<String, Long> columns(String text, String heading) {
    List<String[]> lines =
        text.lines().filter(line -> line.startsWith(heading)).map(line -> line.split(" ")).toList();
    Map<String, Long> columns = new TreeMap<>();
    for (int i = 1; i < lines.get(0).length; i++) {
      columns.put(lines.get(0)[i], Long.valueOf(lines.get(1)[i]));
    }
    return columns;
  }

  /** The same from samples. */
  private static Map<String, Long> measured(List<Sample> samples, String namespace) {
    Map<String, Long> measured = new TreeMap<>();
    COUNTED.forEach(metric -> measured.putAll(ofNamespace(samples, metric, namespace)));
    ofNamespace(samples, Metric.CONNECTIONS, namespace)
        .forEach(
            (labels, count) -> {
              String state = labels.replaceAll(".*, (\\w+)]", "$1");
              if (count > 0) {
                measured.merge("CONNECTIONS " + state, count, Long::sum);
              }
            });
    return measured;
  }

  private static Map<String, Long> ofNamespace(
      List<Sample> samples, Metric metric, String namespace) {
    Map<String, Long> found = new TreeMap<>();
    for (Sample sample : samples) {
      if (sample.metric() == metric && sample.labels().get(0).equals(namespace)) {
        List<String> labels = sample.labels().subList(1, sample.labels().size());
        found.put(metric + " " + labels, (long) ((NumberSample) sample).value());
      }
    }
    return found;
  }

  private static String instance(List<Sample> samples, long pid) {
    return samples.stream()
        .filter(sample -> sample.metric() == Metric.JVM_INFO)
        .filter(sample -> sample.labels().get(0).equals(Long.toString(pid)))
        .map(sample -> sample.source().instance())
        .findAny()
        .orElseThrow();
  }

  private static String withoutCapabilities(String lost, String... pids) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("setpriv", "--bounding-set", lost, "--inh-caps", lost));
    command.addAll(List.of(ChildJvm.running().toString(), "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(NamespaceSampler.class.getName());
    command.addAll(List.of(pids));
    return Program.run(command.toArray(String[]::new));
  }

  private static List<String> sorted(String lines) {
    return lines.lines().sorted().toList();
  }

  /** The sockets, and the files of procfs, that this process has open. */
  private static List<String> descriptors() throws IOException {
    List<String> open = new ArrayList<>();
    try (Stream<Path> files = Files.list(PROC.resolve("self/fd"))) {
      for (Path file : files.toList()) {
        String target = target(file);
        if (target.matches("(socket|net):.*|/proc/.*") && !target.endsWith("/fd")) {
          open.add(target);
        }
      }
    }
    return open.stream().sorted().toList();
  }

  private static Set<String> namespacesOfThreads() throws IOException {
    Set<String> namespaces = new TreeSet<>();
    try (Stream<Path> threads = Files.list(PROC.resolve("self/task"))) {
      for (Path thread : threads.toList()) {
        namespaces.add(target(thread.resolve("ns/net")));
      }
    }
    namespaces.remove("");
    return namespaces;
  }

  /** Where a link leads; nowhere if it is gone by now. */
  private static String target(Path link) throws IOException {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, "in vain");
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
