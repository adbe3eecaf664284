package io.tidemark.collector.signal;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.BucketCounts;
import io.tidemark.segment.Column;
import io.tidemark.segment.CountedRow;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.Metric;
import io.tidemark.segment.NamedRow;
import io.tidemark.segment.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a segment as samples, from second to second: what its columns and histograms say that
 * they are. Samples of what has not moved are the same objects as before. Not thread-safe.
 */
final class RowSamples {
  private final Source source;
  private final String[] labels;
  private final @Nullable NumberSample[] ofColumns;
  private final @Nullable HistogramSample[] ofHistograms;
  private final @Nullable BucketCounts[] counts;
  private CountedRow row;
  private boolean living;
  private List<Sample> samples;

  /**
   * A row that is seen for the first time.
   *
   * @param living whether what is under way in its JVM can end
   */
  RowSamples(Source source, CountedRow row, boolean living) {
    this.source = source;
    this.labels = labels(row);
    this.ofColumns = new NumberSample[Column.of(row.table()).size()];
    this.ofHistograms = new HistogramSample[Histogram.of(row.table()).size()];
    this.counts = new BucketCounts[ofHistograms.length];
    this.row = row;
    this.living = living;
    this.samples = make();
  }

  /** Whether a row is the same one, then or now. */
  boolean isOf(CountedRow other) {
    return row == other || row.isNamedAs(other);
  }

  CountedRow row() {
    return row;
  }

  /** The samples of the row as it is now; what never occurred is left out. */
  List<Sample> of(CountedRow now, boolean nowLiving) {
    if (now != row || nowLiving != living) {
      row = now;
      living = nowLiving;
      samples = make();
    }
    return samples;
  }

  private List<Sample> make() {
    List<Sample> all = new ArrayList<>();
    if (living && row instanceof LedgerRow ledgerRow) {
      active(all, ledgerRow);
    }
    for (Column column : Column.of(row.table())) {
      NumberSample sample = sample(column);
      if (sample != null) {
        all.add(sample);
      }
    }
    for (Histogram histogram : Histogram.of(row.table())) {
      HistogramSample sample = sample(histogram);
      if (sample != null) {
        all.add(sample);
      }
    }
    if (row.table() == Table.FANOUT && row instanceof NamedRow namedRow) {
      all.add(number(Metric.FANOUT_UNBOUNDED, FanOut.isUnbounded(namedRow) ? 1 : 0, null));
    }
    return List.copyOf(all);
  }

  private void active(List<Sample> all, LedgerRow of) {
    if (of.count(Column.STARTED) > 0) { // not so on the row of what no request caused
      all.add(number(Metric.ACTIVE_REQUESTS, (double) of.active(), null));
    }
    if (of.count(Column.TASKS_PLATFORM) > 0) {
      all.add(number(Metric.ACTIVE_TASKS, (double) of.activeTasks(false), "platform"));
    }
    if (of.count(Column.TASKS_VIRTUAL) > 0) {
      all.add(number(Metric.ACTIVE_TASKS, (double) of.activeTasks(true), "virtual"));
    }
  }

  private @Nullable NumberSample sample(Column column) {
    Metric metric = column.metric();
    long count = row.count(column);
    if (metric == null || count == 0) {
      return null;
    }
    double value = count * column.factor();
    NumberSample sample = ofColumns[column.index()];
    if (sample == null) {
      sample = number(metric, value, column.label());
    } else if (sample.value() != value) {
      sample = new NumberSample(metric, source, sample.labels(), value);
    }
    ofColumns[column.index()] = sample;
    return sample;
  }

  private @Nullable HistogramSample sample(Histogram histogram) {
    BucketCounts now = row.counts(histogram);
    if (now.total() <= 0) {
      return null;
    }
    int index = histogram.index();
    double sum = row.count(histogram.sum()) * histogram.sumFactor();
    HistogramSample sample = ofHistograms[index];
    if (sample == null || counts[index] != now || sample.sum() != sum) {
      List<String> all =
          sample == null ? List.of(with(labels, histogram.label())) : sample.labels();
      sample =
          new HistogramSample(histogram.metric(), source, all, histogram.tickExponent(), sum, now);
      ofHistograms[index] = sample;
      counts[index] = now;
    }
    return sample;
  }

  private NumberSample number(Metric metric, double value, @Nullable String lastLabel) {
    return new NumberSample(metric, source, List.of(with(labels, lastLabel)), value);
  }

  private static String[] labels(CountedRow row) {
    return row instanceof NamedRow namedRow ? labels(namedRow) : labels((LedgerRow) row);
  }

  private static String[] labels(LedgerRow row) {
    return new String[] {row.client(), row.handler(), row.system().label()};
  }

  // A destination is an address and a port, both of which may be 'other'.
  private static String[] labels(NamedRow row) {
    if (row.table() != Table.DESTINATIONS) {
      return new String[] {row.name()};
    }
    int colon = row.name().lastIndexOf(':');
    return colon < 0
        ? new String[] {row.name(), row.name()}
        : new String[] {row.name().substring(0, colon), row.name().substring(colon + 1)};
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
