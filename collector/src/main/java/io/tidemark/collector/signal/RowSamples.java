package io.tidemark.collector.signal;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Column;
import io.tidemark.segment.CountedRow;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Metric;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of a segment as samples: what its columns and histograms say that they are. */
final class RowSamples {
  private RowSamples() {}

  /** Reports what the row counted; what never occurred is left out. */
  static void report(Report report, CountedRow row, String[] labels) {
    for (Column column : Column.of(row.table())) {
      Metric metric = column.metric();
      if (metric != null && row.count(column) > 0) {
        double value = row.count(column) * column.factor();
        report.value(metric, value, with(labels, column.label()));
      }
    }
    for (Histogram histogram : Histogram.of(row.table())) {
      if (row.recorded(histogram) > 0) {
        histogram(report, row, histogram, labels);
      }
    }
  }

  private static void histogram(
      Report report, CountedRow row, Histogram histogram, String[] labels) {
    long[] slots = new long[Buckets.COUNT];
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] = row.slot(histogram, slot);
    }
    report
        .out()
        .accept(
            new HistogramSample(
                histogram.metric(),
                report.source(),
                List.of(with(labels, histogram.label())),
                histogram.tickExponent(),
                row.count(histogram.sum()) * histogram.sumFactor(),
                slots));
  }

  private static String[] with(String[] labels, @Nullable String last) {
    if (last == null) {
      return labels;
    }
    String[] all = Arrays.copyOf(labels, labels.length + 1);
    all[labels.length] = last;
    return all;
  }
}
