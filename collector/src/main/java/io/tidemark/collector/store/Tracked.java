package io.tidemark.collector.store;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes again in every snapshot, and its columns: one of a number, four of a histogram, whose
 * quantiles are those of what was added since the snapshot before.
 */
final class Tracked {
  private static final double PERCENTILE = 0.99;

  private final SeriesKey identity;
  private final List<GrowingColumn> columns;
  private @Nullable HistogramSample before;

  Tracked(Sample sample) {
    boolean histogram = sample.metric().kind() == Metric.Kind.HISTOGRAM;
    List<Field> fields =
        histogram ? List.of(Field.COUNT, Field.SUM, Field.P99, Field.MAX) : List.of(Field.VALUE);
    this.columns =
        fields.stream()
            .map(field -> SeriesKey.of(sample.metric(), field, sample.source(), sample.labels()))
            .map(GrowingColumn::new)
            .toList();
    this.identity = columns.get(0).key();
  }

  SeriesKey identity() {
    return identity;
  }

  List<GrowingColumn> columns() {
    return columns;
  }

  boolean isOf(Sample sample) {
    return identity.metric() == sample.metric()
        && identity.isOf(sample.source())
        && identity.labels().equals(sample.labels());
  }

  boolean isEmpty() {
    return columns.get(0).isEmpty();
  }

  void set(int row, Sample sample) {
    if (sample instanceof NumberSample number) {
      columns.get(0).set(row, number.value());
    } else if (sample instanceof HistogramSample histogram) {
      columns.get(0).set(row, (double) histogram.count());
      columns.get(1).set(row, histogram.sum());
      quantiles(row, histogram);
      before = histogram;
    }
  }

  private void quantiles(int row, HistogramSample now) {
    HistogramSample then = before;
    if (then == null || now.count() <= then.count()) {
      return; // nothing to compare with, nothing came, or the JVM began again
    }
    double above = (1 - PERCENTILE) * (now.count() - then.count());
    long seen = 0;
    int highest = -1;
    for (int slot = Buckets.LAST; slot >= 0; slot--) {
      long added = Math.max(0, now.slot(slot) - then.slot(slot));
      highest = highest < 0 && added > 0 ? slot : highest;
      seen += added;
      if (seen > above) {
        columns.get(2).set(row, bound(now, slot));
        columns.get(3).set(row, bound(now, highest));
        return;
      }
    }
  }

  // Of what is beyond all bounds, the last bound.
  private static double bound(HistogramSample histogram, int slot) {
    double ticks = Buckets.upperBound(Math.min(slot, Buckets.LAST - 1));
    return Math.scalb(ticks, histogram.tickExponent());
  }

  void clear() {
    columns.forEach(GrowingColumn::clear);
  }
}
