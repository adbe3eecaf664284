package io.tidemark.collector.sample;

import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import java.util.List;

/**
 * A histogram, cumulative since the source's start, in the slots of {@link Buckets}.
 *
 * <p>One unit of a slot's bounds is {@code 2^tickExponent} of the metric's unit: slot {@code s}
 * from 1 on counts values up to {@code 2^((s - 1)/4 + tickExponent)}.
 */
public final class HistogramSample implements Sample {
  private final Metric metric;
  private final Source source;
  private final List<String> labels;
  private final int tickExponent;
  private final double sum;
  private final long[] slots;
  private final long count;

  /**
   * Copies the slots.
   *
   * @param sum of the values, in the metric's unit
   * @param slots {@link Buckets#COUNT} of them
   */
  public HistogramSample(
      Metric metric,
      Source source,
      List<String> labels,
      int tickExponent,
      double sum,
      long[] slots) {
    Sample.check(metric, labels);
    if (metric.kind() != Metric.Kind.HISTOGRAM || slots.length != Buckets.COUNT) {
      throw new IllegalArgumentException(
          metric + " is a " + metric.kind() + ", given a histogram of " + slots.length + " slots");
    }
    this.metric = metric;
    this.source = source;
    this.labels = List.copyOf(labels);
    this.tickExponent = tickExponent;
    this.sum = sum;
    this.slots = slots.clone();
    long total = 0;
    for (long slot : slots) {
      total += slot;
    }
    this.count = total;
  }

  @Override
  public Metric metric() {
    return metric;
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  /** Binary exponent of one tick, in the metric's unit. */
  public int tickExponent() {
    return tickExponent;
  }

  /** Sum of the values, in the metric's unit. */
  public double sum() {
    return sum;
  }

  /** Number of values. */
  public long count() {
    return count;
  }

  /** Number of values in one slot. */
  public long slot(int slot) {
    return slots[slot];
  }

  /** Number of values up to {@code 2^exponent} of the metric's unit, exactly. */
  public long countUpTo(int exponent) {
    int inTicks = exponent - tickExponent;
    if (inTicks < 0) {
      return slots[0];
    }
    long upTo = 0;
    int last = inTicks > Buckets.MAX_EXPONENT ? Buckets.LAST : Buckets.slotOfPower(inTicks);
    for (int slot = 0; slot <= last; slot++) {
      upTo += slots[slot];
    }
    return upTo;
  }
}
