package io.tidemark.collector.signal;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.segment.CollectorPauses;
import io.tidemark.segment.CollectorPauses.Pause;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pauses of one JVM of which only the agent tells, in its segment: each when it has ended, to
 * the millisecond. None is seen while it lasts, and safepoints are not told at all.
 */
final class AgentPauses {
  private static final double NS = 1e9;

  private Map<String, CollectorPauses> before = new HashMap<>();
  private final StoppedShare stopped = new StoppedShare();
  private boolean sampled;

  /**
   * Reports the pauses as they are now.
   *
   * @param nowNs by any clock that goes on evenly
   * @param living false for a JVM that can have no more of them
   */
  void sample(Report report, List<CollectorPauses> collectors, long nowNs, boolean living) {
    Map<String, CollectorPauses> now = new HashMap<>();
    long longestNs = 0;
    long stoppedNs = 0;
    for (CollectorPauses pauses : collectors) {
      stoppedNs += pauses.timeNs();
      report.out().accept(histogram(report, pauses));
      longestNs = Math.max(longestNs, longestNewNs(pauses, before.get(pauses.name())));
      now.put(pauses.name(), pauses);
    }
    if (living && sampled) { // what was before the first look is long ago
      report.value(Metric.PAUSE_MAX, longestNs / NS);
    }
    if (living) {
      stopped.share(nowNs, stoppedNs).ifPresent(share -> report.value(Metric.STOPPED, share));
    }
    before = now;
    sampled = true;
  }

  private static HistogramSample histogram(Report report, CollectorPauses pauses) {
    return new HistogramSample(
        Metric.GC_DURATION,
        report.source(),
        List.of(pauses.name()),
        Histogram.DURATION.tickExponent(),
        pauses.timeNs() / NS,
        pauses.slots());
  }

  // Of more than the segment keeps one by one, the longest is known if no longer one was before.
  private static long longestNewNs(CollectorPauses now, @Nullable CollectorPauses before) {
    List<Pause> last = now.last();
    long told = before == null ? 0 : before.told();
    int known = (int) Math.max(0, Math.min(last.size(), now.told() - told));
    long longestNs = 0;
    for (Pause pause : last.subList(last.size() - known, last.size())) {
      longestNs = Math.max(longestNs, pause.durationNs());
    }
    boolean grew = before != null && now.longestNs() > before.longestNs();
    return grew ? Math.max(longestNs, now.longestNs()) : longestNs;
  }
}
