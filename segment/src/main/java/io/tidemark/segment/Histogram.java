package io.tidemark.segment;

import org.jspecify.annotations.Nullable;

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
  /** Tasks that a request had started on platform threads, recorded when it ends. */
  TASKS_PLATFORM(Metric.REQUEST_TASKS, "platform", Column.REQUEST_TASKS_PLATFORM),
  TASKS_VIRTUAL(Metric.REQUEST_TASKS, "virtual", Column.REQUEST_TASKS_VIRTUAL),
  /** Most tasks of a request that ran at the same time, recorded when it ends. */
  PEAK_TASKS_PLATFORM(Metric.REQUEST_PEAK_TASKS, "platform", Column.PEAK_TASKS_PLATFORM),
  PEAK_TASKS_VIRTUAL(Metric.REQUEST_PEAK_TASKS, "virtual", Column.PEAK_TASKS_VIRTUAL);

  /** Number of histograms. */
  public static final int COUNT = values().length;

  private static final double TICKS_PER_NANO = Math.scalb(1.0, 20) / 1e9;

  private final Metric metric;
  private final @Nullable String label;
  private final Column sum;
  private final int tickExponent;
  private final double sumFactor;

  Histogram(Metric metric, Column sum, int tickExponent, double sumFactor) {
    this(metric, null, sum, tickExponent, sumFactor);
  }

  Histogram(Metric metric, String label, Column sum) {
    this(metric, label, sum, 0, 1);
  }

  Histogram(Metric metric, @Nullable String label, Column sum, int tickExponent, double sumFactor) {
    this.metric = metric;
    this.label = label;
    this.sum = sum;
    this.tickExponent = tickExponent;
    this.sumFactor = sumFactor;
  }

  public Metric metric() {
    return metric;
  }

  /** The value of the metric's last label; null when it has none of its own. */
  public @Nullable String label() {
    return label;
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
