package io.tidemark.agent.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.record.Ledger;
import io.tidemark.segment.Column;
import io.tidemark.segment.CountedRow;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.NamedRow;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import io.tidemark.segment.SegmentWriter;
import io.tidemark.segment.Table;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialRecorderTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path work;

  private final Object socket = new Object();

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  private SegmentWriter segment;

  @SuppressWarnings("NullAway.Init") // by JUnit, before each test
  private DialRecorder dials;

  @BeforeEach
  void open() throws IOException {
    segment =
        SegmentWriter.create(
            new SegmentDirectory(work),
            new SegmentLayout(4, 4, 10, 1),
            new SegmentIdentity("test", "1", "17", 1, 1));
    dials = new DialRecorder(new Ledger(segment));
  }

  @AfterEach
  void close() throws IOException {
    segment.close();
  }

  @Test
  void countsOneLifeOnce() throws IOException {
    dials.started(socket, LOOPBACK, 80);
    dials.succeeded(socket);
    dials.succeeded(socket);
    dials.failed(socket, new ConnectException("Connection refused")); // it is connected
    dials.closed(socket);
    dials.closed(socket);
    assertEquals(List.of("127.0.0.1:80 CLOSED_LOCAL=1 DIALS=1 dials=1 lives=1"), destinations());
  }

  @Test
  void takesTheFirstToCloseForTheOneWhoDid() throws IOException {
    dials.started(socket, LOOPBACK, 80);
    dials.succeeded(socket);
    dials.closedByPeer(socket);
    dials.shut(socket);
    dials.closed(socket);
    Object other = new Object();
    dials.started(other, LOOPBACK, 81);
    dials.succeeded(other);
    dials.shut(other);
    dials.closedByPeer(other);
    dials.closed(other);
    assertEquals(
        List.of(
            "127.0.0.1:80 CLOSED_REMOTE=1 DIALS=1 dials=1 lives=1",
            "127.0.0.1:81 CLOSED_LOCAL=1 DIALS=1 dials=1 lives=1"),
        destinations());
  }

  @Test
  void countsOneFailureOnce() throws IOException {
    dials.started(socket, LOOPBACK, 80);
    dials.failed(socket, new ConnectException("Connection refused"));
    dials.failed(socket, new ConnectException("Connection refused"));
    dials.closed(socket);
    assertEquals(List.of("127.0.0.1:80 CONNECTION_REFUSED=1 DIALS=1 dials=1"), destinations());
  }

  @Test
  void takesAConnectThatIsGivenUpForTimedOut() throws IOException {
    dials.started(socket, LOOPBACK, 80);
    dials.shut(socket);
    dials.closed(socket);
    assertEquals(List.of("127.0.0.1:80 TIMED_OUT=1 DIALS=1 dials=1"), destinations());
  }

  @Test
  void doesNotKnowSocketsThatNobodyDialled() throws IOException {
    dials.started(socket, "not an address");
    dials.started(socket, InetSocketAddress.createUnresolved("nowhere", 1));
    dials.succeeded(socket);
    dials.closedByPeer(socket);
    dials.failed(socket, null);
    dials.shut(socket);
    dials.closed(socket);
    dials.nettyStarted(socket, new InetSocketAddress(LOOPBACK, 80), "a datagram's channel");
    dials.nettyBindFailed(new BindException("bind(..) failed"), "a server's channel");
    dials.bindFailed(new IOException("of another kind"));
    assertEquals(List.of(), destinations());
  }

  @Test
  void countsFailedBindsAsOfNoKnownDestination() throws IOException {
    dials.bindFailed(new BindException("Address already in use"));
    assertEquals(List.of("other ADDRESS_ALREADY_IN_USE=1 DIALS=1"), destinations());
  }

  // A flood of addresses: the named and the rest add up to what the ledger has.
  @Test
  void losesNoDialAmongManyDestinations() throws IOException {
    for (int i = 0; i < 5000; i++) {
      byte[] address = {10, 0, (byte) (i >> 8), (byte) i};
      Object each = new Object();
      dials.started(each, InetAddress.getByAddress(address), 80);
      dials.succeeded(each);
      dials.closed(each);
      dials.started(socket, LOOPBACK, 80);
      dials.succeeded(socket);
      dials.closed(socket);
    }
    SegmentSnapshot snapshot = snapshot();
    List<NamedRow> rows = snapshot.rows(Table.DESTINATIONS);
    NamedRow heavy =
        rows.stream().filter(row -> row.name().equals("127.0.0.1:80")).findFirst().orElseThrow();
    assertEquals(
        List.of(10_000L, 10_000L, 10_000L, 10_000L, 5000L, 0L),
        List.of(
            sum(snapshot.rows(), Column.DIALS),
            sum(rows, Column.DESTINATION_DIALS),
            sum(snapshot.rows(), Column.CLOSED_LOCAL),
            sum(rows, Column.DESTINATION_CLOSED_LOCAL),
            heavy.count(Column.DESTINATION_DIALS),
            Objects.requireNonNull(snapshot.processCounters().get(ProcessCounter.AGENT_ERRORS))));
  }

  private static long sum(List<? extends CountedRow> rows, Column column) {
    return rows.stream().mapToLong(row -> row.count(column)).sum();
  }

  /** One line for each destination that counts anything; times only as how many there are. */
  private List<String> destinations() throws IOException {
    List<String> lines = new ArrayList<>();
    for (NamedRow row : snapshot().rows(Table.DESTINATIONS)) {
      StringBuilder line = new StringBuilder(row.name());
      for (Column column : Column.of(Table.DESTINATIONS)) {
        if (column.metric() != null && row.count(column) != 0) {
          line.append(' ').append(column.name().substring("DESTINATION_".length()));
          line.append('=').append(row.count(column));
        }
      }
      append(line, " dials=", row.recorded(Histogram.DIAL_DURATION));
      append(line, " lives=", row.recorded(Histogram.CONNECTION_DURATION));
      if (line.length() > row.name().length()) {
        lines.add(line.toString());
      }
    }
    lines.sort(null);
    return lines;
  }

  private static void append(StringBuilder line, String what, long count) {
    line.append(count == 0 ? "" : what + count);
  }

  private SegmentSnapshot snapshot() throws IOException {
    try (SegmentReader reader = SegmentReader.open(segment.path())) {
      return reader.read();
    }
  }
}
