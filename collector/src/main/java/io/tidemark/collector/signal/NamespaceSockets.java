package io.tidemark.collector.signal;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.socket.PortRange;
import io.tidemark.collector.socket.PortSettings;
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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One network namespace: its TCP connections by state, and the ephemeral ports that they hold. Not
 * thread-safe.
 *
 * <p>Listing a busy host's sockets takes milliseconds, knowing their number microseconds. So the
 * number is asked for at each sample, and the sockets are listed when there are few, when the
 * number moved by more than 3 %, and otherwise at each fifth sample. Between two listings the last
 * one stands.
 */
public final class NamespaceSockets {
  private static final int HEAVIEST = 32;
  private static final long FEW_SOCKETS = 2_000;
  private static final long MOVED_SHARE = 32;
  private static final int SAMPLES_PER_LISTING = 5;

  // "TCP: inuse 5 orphan 0 tw 7 alloc 9 mem 1" and "TCP6: inuse 3"
  private static final Pattern COUNTS =
      Pattern.compile("^TCP6?: inuse (\\d{1,9})(?: orphan \\d+ tw (\\d{1,9}))?", Pattern.MULTILINE);

  private final String namespace;
  private final SocketTable table;
  private final Supplier<Path> net;
  private final PortSettings.Reader settingsReader;
  private final Source host;
  private final LongSupplier nanoClock;
  private final SocketCensus census = new SocketCensus();
  private Optional<PortSettings> settings = Optional.empty();
  private long listedSockets;
  private long durationNs;
  private long dumps;
  private int samplesUntilListing;

  /**
   * Reads nothing yet.
   *
   * @param namespace value of {@code tidemark.net.namespace}
   * @param table that namespace's sockets
   * @param net where its {@code sockstat}, {@code sockstat6} and {@code snmp} are at the time:
   *     {@code /proc/net} or {@code /proc/PID/net}
   * @param settings reads that namespace's settings; asked at each listing
   * @param host what the samples are about
   * @param nanoClock monotonic, in nanoseconds
   */
  public NamespaceSockets(
      String namespace,
      SocketTable table,
      Supplier<Path> net,
      PortSettings.Reader settings,
      Source host,
      LongSupplier nanoClock) {
    this.namespace = namespace;
    this.table = table;
    this.net = net;
    this.settingsReader = settings;
    this.host = host;
    this.nanoClock = nanoClock;
  }

  /** What this namespace cannot show: see {@link Signal#unsupported()}. */
  public List<String> unsupported() {
    return List.of();
  }

  /**
   * Measures once.
   *
   * @throws IOException when the sockets cannot be read; the next call tries again
   */
  public void sample(Consumer<Sample> out) throws IOException {
    long sockets = countSockets();
    if (samplesUntilListing == 0 || sockets < FEW_SOCKETS || moved(sockets)) {
      samplesUntilListing = 0; // a listing that fails is tried again at the next sample
      settings = settingsReader.read();
      census.begin(settings.map(PortSettings::range).orElse(PortRange.DEFAULT));
      long startNs = nanoClock.getAsLong();
      table.tell(census);
      durationNs = nanoClock.getAsLong() - startNs;
      dumps++;
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
      byte[] bytes = Files.readAllBytes(net.get().resolve(file));
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
      report.count(Metric.CONNECTIONS, census.ipv4(state), namespace, "tcp", "ipv4", state.label());
      report.count(Metric.CONNECTIONS, census.ipv6(state), namespace, "tcp", "ipv6", state.label());
    }
    rows(report, Metric.TIME_WAIT, census.timeWait(HEAVIEST));
    rows(report, Metric.PORTS_USED, census.portsByDestination(HEAVIEST));
    rows(report, Metric.SOURCE_PORTS_USED, census.portsBySource(HEAVIEST));
    settings.ifPresent(
        known -> report.count(Metric.PORTS_LIMIT, known.range().available(), namespace));
    report.value(Metric.DUMP_DURATION, durationNs / 1e9, namespace);
    report.count(Metric.DUMPS, dumps, namespace);
  }

  private void rows(Report report, Metric metric, List<SocketCensus.Row> rows) {
    for (SocketCensus.Row row : rows) {
      List<String> labels = new ArrayList<>(row.labels());
      labels.add(0, namespace);
      report.out().accept(new NumberSample(metric, host, labels, (double) row.count()));
    }
  }
}
