package io.tidemark.collector.signal;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.socket.PortRange;
import io.tidemark.collector.socket.SocketCensus;
import io.tidemark.collector.socket.SocketTable;
import io.tidemark.collector.socket.TcpState;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TCP connections by state, and the ephemeral ports that they hold.
 *
 * <p>Listing a busy host's sockets takes milliseconds, knowing their number microseconds. So the
 * number is asked for at each sample, and the sockets are listed when there are few, when the
 * number moved by more than 3 %, and otherwise at each fifth sample. Between two listings the last
 * one stands.
 */
final class SocketSignal implements Signal {
  /** The network namespace that the collector runs in. */
  private static final String OWN = "host";

  private static final int HEAVIEST = 32;
  private static final long FEW_SOCKETS = 2_000;
  private static final long MOVED_SHARE = 32;
  private static final int SAMPLES_PER_LISTING = 5;

  // "TCP: inuse 5 orphan 0 tw 7 alloc 9 mem 1" and "TCP6: inuse 3"
  private static final Pattern COUNTS =
      Pattern.compile("^TCP6?: inuse (\\d{1,9})(?: orphan \\d+ tw (\\d{1,9}))?", Pattern.MULTILINE);

  private final SocketTable table;
  private final Path proc;
  private final Source host;
  private final SocketCensus census = new SocketCensus();
  private Optional<PortRange> range = Optional.empty();
  private long listedSockets;
  private int samplesUntilListing;

  SocketSignal(SocketTable table, Path proc, Source host) {
    this.table = table;
    this.proc = proc;
    this.host = host;
  }

  @Override
  public String name() {
    return "sockets";
  }

  @Override
  public void sample(Consumer<Sample> out) throws IOException {
    long sockets = countSockets();
    if (samplesUntilListing == 0 || sockets < FEW_SOCKETS || moved(sockets)) {
      samplesUntilListing = 0; // a listing that fails is tried again at the next sample
      range = PortRange.read(proc);
      census.begin(range.orElse(PortRange.DEFAULT));
      table.tell(census);
      listedSockets = sockets;
      samplesUntilListing = SAMPLES_PER_LISTING;
    }
    samplesUntilListing--;
    report(out);
  }

  private boolean moved(long sockets) {
    return Math.abs(sockets - listedSockets) > listedSockets / MOVED_SHARE;
  }

  /** Sockets in use and in TIME_WAIT; 0 where the system does not tell. */
  private long countSockets() {
    return count("sockstat") + count("sockstat6");
  }

  private long count(String file) {
    String text;
    try {
      byte[] bytes = Files.readAllBytes(proc.resolve("net").resolve(file));
      text = new String(bytes, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return 0;
    }
    Matcher counts = COUNTS.matcher(text);
    if (!counts.find()) {
      return 0;
    }
    long waiting = counts.group(2) == null ? 0 : Long.parseLong(counts.group(2));
    return Long.parseLong(counts.group(1)) + waiting;
  }

  private void report(Consumer<Sample> out) {
    Report report = new Report(out, host);
    for (TcpState state : TcpState.values()) {
      report.count(Metric.CONNECTIONS, census.ipv4(state), OWN, "tcp", "ipv4", state.label());
      report.count(Metric.CONNECTIONS, census.ipv6(state), OWN, "tcp", "ipv6", state.label());
    }
    rows(report, Metric.TIME_WAIT, census.timeWait(HEAVIEST));
    rows(report, Metric.PORTS_USED, census.portsByDestination(HEAVIEST));
    rows(report, Metric.SOURCE_PORTS_USED, census.portsBySource(HEAVIEST));
    range.ifPresent(ports -> report.count(Metric.PORTS_LIMIT, ports.available(), OWN));
  }

  private void rows(Report report, Metric metric, List<SocketCensus.Row> rows) {
    for (SocketCensus.Row row : rows) {
      List<String> labels = new ArrayList<>(row.labels());
      labels.add(0, OWN);
      report.out().accept(new NumberSample(metric, host, labels, (double) row.count()));
    }
  }
}
