package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.PauseTotals;
import io.tidemark.collector.jvm.PauseTotals.Safepoints;
import io.tidemark.segment.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pauses of one JVM from its start to its end, made from what its totals are at one look after
 * another.
 *
 * <p>A pause that is going on is known from its collector, with the time when it began, or from the
 * safepoints, from the look on that saw it first. Without safepoints, as when the agent tells of
 * pauses that ended, none is seen while it lasts, and the time that the JVM stood still is its
 * collectors' alone.
 */
final class JvmPauses {
  /** Value of {@code jvm.gc.name} where safepoints stand for the collector's pauses. */
  static final String SAFEPOINT = "safepoint";

  private static final double NS = 1e9;

  private final Map<String, CollectorWatch> collectors = new TreeMap<>();
  private final SafepointWatch safepoints = new SafepointWatch();
  private final StoppedShare stopped = new StoppedShare();
  private PauseTotals totals = new PauseTotals(List.of(), Optional.empty(), false);
  private long longestNs;
  private boolean sampled;

  /**
   * Takes the totals as they are now.
   *
   * @param nowNs a time before the totals were read, by any clock that goes on evenly
   * @param readNs a time after they were read
   * @param uptimeNs age of the JVM at the first of these, about
   */
  void look(PauseTotals now, long nowNs, long readNs, long uptimeNs) {
    totals = now;
    for (PauseTotals.Collector collector : now.collectors()) {
      CollectorWatch watch =
          collectors.computeIfAbsent(collector.name(), name -> new CollectorWatch());
      longestNs = Math.max(longestNs, watch.look(collector, nowNs, uptimeNs));
    }
    if (now.safepoints().isPresent()) {
      longestNs = Math.max(longestNs, safepoints.look(now.safepoints().get(), nowNs, readNs));
    }
  }

  /**
   * Reports what is known at the time of the last look, and forgets which pause was the longest.
   */
  void sample(Report report, long nowNs) {
    collectors.forEach((name, watch) -> report.out().accept(watch.sample(report.source(), name)));
    if (totals.safepointsOnly() && safepoints.settled()) {
      report.out().accept(safepoints.sample(report.source(), SAFEPOINT));
    }
    long ageNs = ageNs(nowNs);
    if (sampled || ageNs > 0) {
      report.value(Metric.PAUSE_MAX, Math.max(longestNs, ageNs) / NS);
    }
    sampled = true;
    longestNs = 0;
    long stoppedNs = ageNs;
    if (totals.safepoints().isPresent()) {
      report.value(Metric.PAUSE_AGE, ageNs / NS);
      safepoints(report, totals.safepoints().get());
      stoppedNs += totals.safepoints().get().timeNs();
    } else {
      stoppedNs += totals.collectors().stream().mapToLong(PauseTotals.Collector::timeNs).sum();
    }
    stopped.share(nowNs, stoppedNs).ifPresent(share -> report.value(Metric.STOPPED, share));
  }

  private static void safepoints(Report report, Safepoints safepoints) {
    report.count(Metric.SAFEPOINTS, safepoints.begun());
    report.value(Metric.SAFEPOINT_TIME, safepoints.timeNs() / NS);
    report.value(Metric.SAFEPOINT_SYNC_TIME, safepoints.syncNs() / NS);
  }

  private long ageNs(long nowNs) {
    long ageNs = safepoints.ageNs(nowNs);
    for (CollectorWatch watch : collectors.values()) {
      ageNs = Math.max(ageNs, watch.ageNs(nowNs));
    }
    return ageNs;
  }
}
