package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.jvm.FixtureHost;
import io.tidemark.collector.netns.Doors;
import io.tidemark.collector.netns.Namespaces;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.socket.SocketSink;
import io.tidemark.collector.socket.SocketTable;
import io.tidemark.collector.socket.TcpState;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done when a listing fails, and what is left out. */
final class SocketSignalTest {
  private static final Source HOST = new Source("collector", "node-7", 0, Map.of(), true);

  @TempDir Path root;
  private final CountedTable table = new CountedTable();
  private Path proc;
  private SocketSignal signal;

  @BeforeEach
  void makeHost() throws IOException {
    proc = new FixtureHost(root).proc();
    Namespaces none = new Namespaces(proc, Doors.SHUT, () -> 0);
    signal = new SocketSignal(table, none, proc, HOST, () -> 0);
  }

  @Test
  void listsAgainAtOnceAfterAFailure() throws IOException {
    sockets(32_000);
    table.failing = true;
    assertThrows(IOException.class, this::sample);
    table.failing = false;
    sample();
    assertEquals(2, table.listings);
  }

  @Test
  void leavesOutTheLimitWhereTheSystemDoesNotTellIt() throws IOException {
    Files.delete(proc.resolve("sys/net/ipv4/ip_local_port_range"));
    List<Sample> samples = sample();
    assertEquals(0, samples.stream().filter(s -> s.metric() == Metric.PORTS_LIMIT).count());
  }

  @Test
  void leavesOutTimeWaitWhereTheTableCannotSeeIt() throws IOException {
    table.missing = List.of(SocketTable.NO_TIME_WAIT, SocketTable.NO_TIMERS);
    List<Sample> samples = sample();
    assertEquals(
        0, samples.stream().filter(sample -> sample.labels().contains("time_wait")).count());
    assertEquals(0, samples.stream().filter(s -> s.metric() == Metric.PORTS_FREE).count());
    assertEquals(0, samples.stream().filter(s -> s.metric() == Metric.DIAL_RATE).count());
    assertTrue(signal.unsupported().contains("time_wait_missing"));
  }

  private List<Sample> sample() throws IOException {
    List<Sample> samples = new ArrayList<>();
    signal.sample(samples::add);
    return samples;
  }

  private void sockets(int number) throws IOException {
    Files.writeString(
        proc.resolve("net/sockstat"),
        "sockets: used 9\nTCP: inuse 1000 orphan 0 tw " + (number - 1000 - 4) + " alloc 9 mem 1\n");
  }

  /** Has one socket, and counts how often it is asked for it. */
  private static final class CountedTable implements SocketTable {
    private int listings;
    private boolean failing;
    private List<String> missing = List.of();

    @Override
    public String name() {
      return "counted";
    }

    @Override
    public List<String> unsupported() {
      return missing;
    }

    @Override
    public void tell(SocketSink sink) throws IOException {
      listings++;
      if (failing) {
        throw new IOException("refused");
      }
      sink.socket(
          TcpState.TIME_WAIT, 0, 0xffff_7f00_0001L, 40_000, 0, 0xffff_7f00_0001L, 11211, 30_000);
    }
  }
}
