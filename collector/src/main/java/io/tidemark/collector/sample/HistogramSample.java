package io.tidemark.collector.sample;

import io.tidemark.segment.BucketCounts;
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
  private final BucketCounts counts;

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
    this(metric, source, labels, tickExponent, sum, BucketCounts.of(slots));
    if (slots.length != Buckets.COUNT) {
      throw new IllegalArgumentException(
          metric + " was given " + slots.length + " slots, expected " + Buckets.COUNT);
    }
  }

  /**
   * Of slots that were counted already.
   *
   * @param sum of the values, in the metric's unit
   */
  public HistogramSample(
      Metric metric,
      Source source,
      List<String> labels,
      int tickExponent,
      double sum,
      BucketCounts counts) {
    Sample.check(metric, labels);
    if (metric.kind() != Metric.Kind.HISTOGRAM) {
      throw new IllegalArgumentException(metric + " is a " + metric.kind() + ", given a histogram");
    }
    this.metric = metric;
    this.source = source;
    this.labels = List.copyOf(labels);
    this.tickExponent = tickExponent;
    this.sum = sum;
    this.counts = counts;
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
    return counts.total();
  }

  /** Number of values in one slot. */
  public long slot(int slot) {
    return counts.slot(slot);
  }

  /** Number of values up to {@code 2^exponent} of the metric's unit, exactly. */
  public long countUpTo(int exponent) {
    int inTicks = exponent - tickExponent;
    if (inTicks < 0) {
      return counts.slot(0);
    }
    return counts.upTo(
        inTicks > Buckets.MAX_EXPONENT ? Buckets.LAST : Buckets.slotOfPower(inTicks));
  }
}
