package io.tidemark.collector.signal;

import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.socket.ListingPace;
import io.tidemark.collector.socket.PortSettings;
import io.tidemark.collector.socket.PortSurvey;
import io.tidemark.collector.socket.SocketTable;
import io.tidemark.collector.socket.SocketTotals;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One network namespace: its TCP connections by state, the ephemeral ports that they hold and when
 * those run out, and the queues of its listening sockets. Not thread-safe.
 *
 * <p>Listing a busy host's sockets takes milliseconds, knowing their number microseconds: {@link
 * ListingPace} decides when they are listed. In between what the last listing led to expect is
 * reported; of states, TIME_WAIT and queues the listing itself.
 */
public final class NamespaceSockets {
  private static final int HEAVIEST = 32;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long SETTINGS_NS = 10_000_000_000L;

  private final String namespace;
  private final SocketTable table;
  private final Supplier<Optional<SocketTotals>> reading;
  private final PortSettings.Reader settingsReader;
  private final Source host;
  private final LongSupplier nanoClock;
  private final PortSurvey survey;
  private final ListingPace pace = new ListingPace();
  private Optional<PortSettings> settings = Optional.empty();
  private Optional<SocketTotals> totals = Optional.empty();
  private long settingsNs;
  private long listedNs;
  private long durationNs;
  private long listings;

  /**
   * Reads nothing yet.
   *
   * @param namespace value of {@code tidemark.net.namespace}
   * @param table that namespace's sockets
   * @param reading reads how many sockets it has
   * @param settings reads that namespace's settings; asked every ten seconds
   * @param host what the samples are about
   * @param nanoClock monotonic, in nanoseconds
   */
  public NamespaceSockets(
      String namespace,
      SocketTable table,
      Supplier<Optional<SocketTotals>> reading,
      PortSettings.Reader settings,
      Source host,
      LongSupplier nanoClock) {
    this.namespace = namespace;
    this.table = table;
    this.reading = reading;
    this.settingsReader = settings;
    this.host = host;
    this.nanoClock = nanoClock;
    this.survey = new PortSurvey(table, HEAVIEST);
  }

  /** What this namespace cannot show: see {@link Signal#unsupported()}. */
  public List<String> unsupported() {
    List<String> reasons = new ArrayList<>(table.unsupported());
    if (listings > 0 && settings.isEmpty()) {
      reasons.add("port_range_missing");
    }
    if (listings > 0 && totals.isEmpty()) {
      reasons.add("sockstat_missing");
    }
    return reasons;
  }

  /**
   * Measures once.
   *
   * @throws IOException when the sockets cannot be read; the next call tries again
   */
  public void sample(Consumer<Sample> out) throws IOException {
    long nowNs = nanoClock.getAsLong();
    totals = reading.get();
    if (pace.isDue(nowNs, totals)) {
      list(nowNs);
    }
    double ageSeconds = Math.max(0, nowNs - listedNs) / 1e9;
    Set<String> missing = Set.copyOf(table.unsupported());
    Report report = new Report(out, host);
    new SocketSamples(namespace, report, survey, ageSeconds)
        .report(settings.map(PortSettings::range), missing);
    report.value(Metric.DUMP_DURATION, durationNs / 1e9, namespace);
    report.count(Metric.DUMPS, listings, namespace);
  }

  private void list(long nowNs) throws IOException {
    pace.begin();
    if (listings == 0 || nowNs - settingsNs >= SETTINGS_NS) {
      settings = settingsReader.read();
      settingsNs = nowNs;
    }
    long startNs = nanoClock.getAsLong();
    long startCpuNs = THREADS.getCurrentThreadCpuTime();
    survey.list(startNs, settings);
    durationNs = nanoClock.getAsLong() - startNs;
    long cpuNs = startCpuNs < 0 ? durationNs : THREADS.getCurrentThreadCpuTime() - startCpuNs;
    listedNs = startNs;
    listings++;
    // Waiting for a processor is no cost, and a clock that stands still knows none.
    pace.done(startNs, Math.min(durationNs, cpuNs), totals, survey.settled());
  }
}
