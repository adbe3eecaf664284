package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.TickingClock;
import io.tidemark.collector.netns.Doors;
import io.tidemark.collector.netns.Namespaces;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's counters of a host of files: which are reported, of what, and since when. */
final class TcpSignalTest {
  private static final long NOW = 1_795_257_375_715L;
  private static final Source HOST = new Source("collector", "node-7", NOW - 1, Map.of(), true);

  @TempDir private Path proc;
  private final TickingClock clock = new TickingClock(NOW);
  private final List<Jvm> jvms = new ArrayList<>();
  private TcpSignal signal;

  @BeforeEach
  void makeHost() throws IOException {
    link("self", "net:[1]");
    write("uptime", "3600.25 7000.00\n");
    signal();
  }

  private void signal() {
    Namespaces namespaces = new Namespaces(proc, Doors.SHUT, () -> 0);
    signal = new TcpSignal(() -> jvms, namespaces, proc, HOST, clock);
  }

  @Test
  void reportsEachNamespaceAndWhyOneIsNotReadWhole() throws IOException {
    counters("net", 1);
    write("sys/net/ipv4/tcp_max_tw_buckets", "131072\n");
    jvm(12, "net:[2]", "b");
    counters("12/net", 10);
    jvm(13, "net:[3]", "c");
    assertEquals(
        """
        TCP_OPENS host [b/node-7-1, active] 14
        TCP_OPENS host [b/node-7-1, passive] 15
        TCP_RETRANSMITS host [b/node-7-1] 13
        LISTEN_OVERFLOWS host [b/node-7-1] 17
        LISTEN_DROPS host [b/node-7-1] 16
        NAMESPACE_UNREADABLE host [b/node-7-1, setns_denied] 1
        NAMESPACE_UNREADABLE host [c/node-7-1, gone] 1
        NAMESPACE_UNREADABLE host [c/node-7-1, setns_denied] 1
        TCP_OPENS host [host, active] 5
        TCP_OPENS host [host, passive] 6
        TCP_RETRANSMITS host [host] 4
        LISTEN_OVERFLOWS host [host] 8
        LISTEN_DROPS host [host] 7
        TIME_WAIT_LIMIT host [host] 131072
        """,
        SampleText.of(sample()));
    assertEquals(List.of("snmp_columns_missing", "netstat_columns_missing"), signal.unsupported());
  }

  @Test
  void saysWhatASystemDoesNotTell() throws IOException {
    assertEquals("\n", SampleText.of(sample()));
    assertEquals(
        List.of("snmp_missing", "netstat_missing", "tcp_max_tw_buckets_missing"),
        signal.unsupported());
    counters("net", 1);
    write("sys/net/ipv4/tcp_max_tw_buckets", "many\n");
    sample();
    assertEquals(
        List.of("snmp_columns_missing", "netstat_columns_missing", "tcp_max_tw_buckets_missing"),
        signal.unsupported());
  }

  @Test
  void countsSinceTheSystemStarted() throws IOException {
    counters("net", 1);
    assertEquals(Map.of("host", NOW - 3_600_250), starts());
    for (String uptime : List.of("", "x", "-1 2", "NaN 1", "1e300 1", "\0")) {
      write("uptime", uptime);
      signal();
      long start = starts().getOrDefault("host", -1L);
      assertEquals(true, start >= 0 && start <= NOW, uptime);
    }
  }

  @Test
  void countsANewWhenANamespaceHasASuccessor() throws IOException {
    counters("net", 1);
    jvm(12, "net:[2]", "b");
    counters("12/net", 10);
    long boot = NOW - 3_600_250;
    assertEquals(Map.of("host", boot, "b/node-7-1", boot), starts());
    clock.advance(Duration.ofSeconds(1));
    jvms.clear();
    assertEquals(Map.of("host", boot), starts());
    clock.advance(Duration.ofSeconds(1));
    jvm(13, "net:[3]", "b");
    counters("13/net", 10);
    assertEquals(Map.of("host", boot, "b/node-7-1", NOW), starts());
    clock.advance(Duration.ofSeconds(1));
    counters("13/net", 9); // the same number again, for another namespace
    assertEquals(Map.of("host", boot, "b/node-7-1", NOW + 2_000), starts());
  }

  @Test
  void readsNetstatOfAnotherNamespaceAtEachFifthSample() throws IOException {
    jvm(12, "net:[2]", "b");
    List<String> read = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      counters("net", i);
      counters("12/net", 10 * i);
      read.add(
          sample().stream()
              .filter(sample -> sample.metric() == Metric.LISTEN_DROPS)
              .map(SampleText::of)
              .map(text -> text.replaceAll(".*\\[(\\w+).* ", "$1 "))
              .collect(Collectors.joining(" ")));
    }
    assertEquals(
        List.of(
            "b 16 host 7",
            "b 16 host 8",
            "b 16 host 9",
            "b 16 host 10",
            "b 16 host 11",
            "b 66 host 12",
            "b 66 host 13"),
        read);
    Files.delete(proc.resolve("12/net/snmp"));
    assertEquals(
        0,
        sample().stream()
            .filter(s -> s.labels().contains("b/node-7-1"))
            .filter(s -> s.metric() != Metric.NAMESPACE_UNREADABLE)
            .count());
  }

  private List<Sample> sample() throws IOException {
    List<Sample> samples = new ArrayList<>();
    signal.sample(samples::add);
    return samples;
  }

  /** Since when each namespace's counters count. */
  private Map<String, Long> starts() throws IOException {
    return sample().stream()
        .filter(sample -> sample.metric() == Metric.TCP_OPENS)
        .filter(sample -> sample.labels().contains("active"))
        .collect(
            Collectors.toMap(
                sample -> sample.labels().get(0), sample -> sample.source().startEpochMs()));
  }

  private void jvm(long pid, String namespace, String service) throws IOException {
    link(Long.toString(pid), namespace);
    Source source = new Source(service, "node-7-1", 0, Map.of(), false);
    jvms.add(new Jvm(source, OptionalLong.of(pid), Optional.empty(), Optional.empty(), List.of()));
  }

  private void link(String pid, String namespace) throws IOException {
    Files.createDirectories(proc.resolve(pid).resolve("ns"));
    Files.createSymbolicLink(proc.resolve(pid).resolve("ns/net"), Path.of(namespace));
  }

  private void counters(String net, int first) throws IOException {
    write(
        net + "/snmp",
        "Tcp: RetransSegs ActiveOpens PassiveOpens\nTcp: %d %d %d\n"
            .formatted(first + 3, first + 4, first + 5));
    write(
        net + "/netstat",
        "TcpExt: ListenDrops ListenOverflows\nTcpExt: %d %d\n".formatted(first + 6, first + 7));
  }

  private void write(String file, String text) throws IOException {
    Path path = proc.resolve(file);
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    Files.writeString(path, text);
  }
}
