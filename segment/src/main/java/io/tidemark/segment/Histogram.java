package io.tidemark.segment;

/** The histograms of one ledger row, in the order in which they stand in the file. */
public enum Histogram {
  /**
   * Duration of ended requests, in ticks of 2^-20 s (0.95 µs), rounded up. Ticks of a power of two
   * make powers of two in seconds exact bounds, which nanoseconds would not.
   */
  DURATION(Metric.DURATION, Column.DURATION_NS, -20, 1e-9),
  /** Items of a request, recorded when its last message has arrived. */
  ITEMS(Metric.ITEMS, Column.ITEMS, 0, 1),
  /** Bytes of a request, recorded when its last message has arrived. */
  REQUEST_BYTES(Metric.REQUEST_SIZE, Column.REQUEST_BYTES, 0, 1),
  /** Tasks that a request had started, recorded when it ends. */
  TASKS(Metric.REQUEST_TASKS, Column.REQUEST_TASKS, 0, 1),
  /** Most tasks of a request that ran at the same time, recorded when it ends. */
  PEAK_TASKS(Metric.REQUEST_PEAK_TASKS, Column.PEAK_TASKS, 0, 1);

  /** Number of histograms. */
  public static final int COUNT = values().length;

  private static final double TICKS_PER_NANO = Math.scalb(1.0, 20) / 1e9;

  private final Metric metric;
  private final Column sum;
  private final int tickExponent;
  private final double sumFactor;

  Histogram(Metric metric, Column sum, int tickExponent, double sumFactor) {
    this.metric = metric;
    this.sum = sum;
    this.tickExponent = tickExponent;
    this.sumFactor = sumFactor;
  }

  public Metric metric() {
    return metric;
  }

  /** The column that holds the sum of the values. */
  public Column sum() {
    return sum;
  }

  /** One recorded unit is {@code 2^tickExponent} of the metric's unit. */
  public int tickExponent() {
    return tickExponent;
  }

  /** What the {@link #sum()} column is multiplied with to be in the metric's unit. */
  public double sumFactor() {
    return sumFactor;
  }

  /** Ticks of {@link #DURATION} for a time, at least 1. */
  public static long durationTicks(long elapsedNs) {
    return Math.max(1, (long) Math.ceil(elapsedNs * TICKS_PER_NANO));
  }
}
