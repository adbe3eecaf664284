package io.tidemark.collector.signal;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Metric;
import java.util.List;

/**
 * The pauses of one kind of one JVM, made into a histogram from totals: how many, how long, and how
 * long the last one was. Count and sum are always the JVM's own.
 *
 * <p>What happened between two looks is told apart as far as totals allow: one pause is exact, and
 * so are two when the last is known. Of more, the last is exact, the others are taken for no longer
 * than usual (the median), and what then remains for one pause that was long: the one that was
 * going on at the look before, if any. Where nothing is usual yet, as at the first look, they share
 * equally.
 */
final class PauseHistogram {
  // The same ticks as the agent's durations: powers of two in seconds are exact bounds.
  private static final int TICK_EXPONENT = Histogram.DURATION.tickExponent();

  private final long[] slots = new long[Buckets.COUNT];
  private long pauses;
  private long timeNs;
  private long ageNs;

  /** How long the pause has lasted that is going on at this look; 0 for none. */
  void goingOn(long ageNs) {
    this.ageNs = ageNs;
  }

  /**
   * Takes the totals as they are now. Totals that do not fit each other, as while the JVM changes
   * them, wait for the next look.
   *
   * @param lastNs time of the pause that ended last; 0 when it is not known
   * @return the longest pause that is new; 0 when none is
   */
  long add(long ended, long endedNs, long lastNs) {
    long rest = ended - pauses;
    long restNs = endedNs - timeNs;
    if (rest == 0 && restNs > 0 && lastNs == 0) {
      timeNs = endedNs;
      return restNs; // a pause that was taken for ended had not
    }
    // Every pause takes time, or its time has yet to be added.
    if (rest <= 0 || restNs < rest || restNs - lastNs < rest - 1) {
      return 0;
    }
    long usualNs = usualNs();
    pauses = ended;
    timeNs = endedNs;
    long longestNs = 0;
    if (lastNs > 0 && rest > 1) {
      longestNs = record(1, lastNs);
      rest--;
      restNs -= lastNs;
    }
    long otherNs = Math.min(usualNs, Math.max(0, restNs - ageNs) / rest);
    long oneNs = restNs - (rest - 1) * otherNs;
    record(rest - 1, otherNs);
    return Math.max(longestNs, record(1, oneNs));
  }

  /** The middle of the bucket of which the median is; without bounds while there is none. */
  private long usualNs() {
    long below = 0;
    for (int slot = 1; slot < Buckets.LAST; slot++) {
      below += slots[slot];
      if (below * 2 > pauses) {
        double ticks = (Buckets.upperBound(slot - 1) + Buckets.upperBound(slot)) / 2;
        return (long) (Math.scalb(ticks, TICK_EXPONENT) * 1e9);
      }
    }
    return Long.MAX_VALUE;
  }

  private long record(long count, long ns) {
    slots[Buckets.slot(Histogram.durationTicks(ns))] += count;
    return ns;
  }

  HistogramSample sample(Source source, String name) {
    return new HistogramSample(
        Metric.GC_DURATION, source, List.of(name), TICK_EXPONENT, timeNs / 1e9, slots);
  }
}
