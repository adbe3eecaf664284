package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Hsperf;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Metric;
import java.util.List;

/**
 * The pauses of one collector of one JVM, made into a histogram from two totals: how many, and how
 * long. What happened between two looks counts as so many pauses of equal length, so that one pause
 * between two looks is exact; what happened before the first look likewise. Count and sum are
 * always the JVM's own.
 */
final class PauseHistogram {
  // The same ticks as the agent's durations: powers of two in seconds are exact bounds.
  private static final int TICK_EXPONENT = Histogram.DURATION.tickExponent();

  private final long[] slots = new long[Buckets.COUNT];
  private long pauses;
  private long timeNs;

  /** Takes the totals as they are now. Totals that have not both grown wait for the next look. */
  void add(Hsperf.Pauses totals) {
    long morePauses = totals.ended() - pauses;
    long moreNs = totals.timeNs() - timeNs;
    if (morePauses > 0 && moreNs > 0) {
      slots[Buckets.slot(Histogram.durationTicks(moreNs / morePauses))] += morePauses;
      pauses = totals.ended();
      timeNs = totals.timeNs();
    }
  }

  HistogramSample sample(Source source, String collector) {
    return new HistogramSample(
        Metric.GC_DURATION, source, List.of(collector), TICK_EXPONENT, timeNs / 1e9, slots);
  }
}
