package io.tidemark.collector.store;

import io.tidemark.segment.Metric;

/**
 * Values as whole numbers, which pack far better than floating point: times and shares to the
 * millionth, other gauges to the thousandth, all that is counted exactly.
 */
final class FixedPoint {
  /** Stands for no value. */
  static final long ABSENT = Long.MIN_VALUE;

  private static final double LARGEST = 9e18;

  private FixedPoint() {}

  static double scale(Metric metric) {
    if (metric.unit().equals("s") || metric.unit().equals("1")) {
      return 1e6;
    }
    boolean fractions = metric.kind() == Metric.Kind.GAUGE && !metric.unit().equals("By");
    return fractions ? 1e3 : 1;
  }

  /** {@link #ABSENT} for what is not a number, infinite or too large. */
  static long of(Metric metric, double value) {
    double scaled = value * scale(metric);
    return Math.abs(scaled) <= LARGEST ? Math.round(scaled) : ABSENT;
  }

  static double toDouble(Metric metric, long fixed) {
    return fixed / scale(metric);
  }
}
