package io.tidemark.collector.store;

import java.util.Arrays;

/** Puts the rows of one series, in the order of time, together to the points of an answer. */
final class SeriesBuilder {
  // A counter's rate over a longer time without samples says nothing of any moment in it.
  private static final int GAP_STEPS = 3;

  private final SeriesKey key;
  private final long stepMs;
  private long[] times = new long[64];
  private double[] last = new double[64];
  private double[] min = new double[64];
  private double[] max = new double[64];
  private double[] rates;
  private int points;
  private long beforeMs = Long.MIN_VALUE;
  private double before;
  private double grown;
  private long grownMs;

  SeriesBuilder(SeriesKey key, long stepMs) {
    this.key = key;
    this.stepMs = stepMs;
    this.rates = new double[key.isCounter() ? 64 : 0];
  }

  int points() {
    return points;
  }

  /**
   * Adds a row; one that is not after the last is left out.
   *
   * @param everyMs from row to row at the level that it comes from
   */
  void add(long timeMs, Column column, int row, long everyMs) {
    if (timeMs <= beforeMs || column.last()[row] == FixedPoint.ABSENT) {
      return;
    }
    double lastNow = FixedPoint.toDouble(key.metric(), column.last()[row]);
    boolean begins =
        points == 0 || Math.floorDiv(timeMs, stepMs) != Math.floorDiv(times[points - 1], stepMs);
    if (begins) {
      begin();
    }
    int point = points - 1;
    times[point] = timeMs;
    last[point] = lastNow;
    if (key.isCounter()) {
      grow(timeMs, lastNow, everyMs);
      rates[point] = grownMs == 0 ? Double.NaN : grown * 1000 / grownMs;
      min[point] = rates[point];
      max[point] = rates[point];
    } else {
      double least = FixedPoint.toDouble(key.metric(), column.min()[row]);
      double greatest = FixedPoint.toDouble(key.metric(), column.max()[row]);
      min[point] = begins ? least : Math.min(min[point], least);
      max[point] = begins ? greatest : Math.max(max[point], greatest);
    }
    before = lastNow;
    beforeMs = timeMs;
  }

  private void begin() {
    if (points == times.length) {
      times = Arrays.copyOf(times, points * 2);
      last = Arrays.copyOf(last, points * 2);
      min = Arrays.copyOf(min, points * 2);
      max = Arrays.copyOf(max, points * 2);
      rates = Arrays.copyOf(rates, rates.length * 2);
    }
    points++;
    grown = 0;
    grownMs = 0;
  }

  // A counter that fell began again from 0, as the JVM did.
  private void grow(long timeMs, double now, long everyMs) {
    boolean known =
        beforeMs != Long.MIN_VALUE && timeMs - beforeMs <= GAP_STEPS * Math.max(stepMs, everyMs);
    if (known) {
      grown += now < before ? now : now - before;
      grownMs += timeMs - beforeMs;
    }
  }

  Series series() {
    return new Series(
        key,
        Arrays.copyOf(times, points),
        Arrays.copyOf(last, points),
        Arrays.copyOf(min, points),
        Arrays.copyOf(max, points),
        Arrays.copyOf(rates, rates.length == 0 ? 0 : points));
  }
}
