package io.tidemark.collector.page;

import io.tidemark.collector.store.Field;
import io.tidemark.collector.store.PointsTooMany;
import io.tidemark.collector.store.SampleStore;
import io.tidemark.collector.store.Series;
import io.tidemark.collector.store.SeriesQuery;
import io.tidemark.collector.verdict.Trace;
import io.tidemark.segment.Label;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Draws a chart from the store: what is summed over JVMs and clients, and what is the worst's. */
final class StoredChart {
  private enum How {
    SUM,
    WORST
  }

  private record Line(Trace trace, Metric metric, How how) {}

  // Deaths, latency and items have ways of their own.
  private static final List<Line> LINES =
      List.of(
          new Line(Trace.REQUESTS, Metric.REQUESTS, How.SUM),
          new Line(Trace.TASKS, Metric.TASKS, How.SUM),
          new Line(Trace.DIALS, Metric.DIAL_RATE, How.SUM),
          new Line(Trace.TIME_WAIT, Metric.TIME_WAIT, How.SUM),
          new Line(Trace.FAILED_DIALS, Metric.DIAL_ERRORS, How.SUM),
          new Line(Trace.LOG_EVENTS, Metric.LOG_EVENTS, How.SUM),
          new Line(Trace.THREADS, Metric.PROCESS_THREADS, How.WORST),
          new Line(Trace.STOPPED, Metric.STOPPED, How.WORST),
          new Line(Trace.MEMORY, Metric.CGROUP_MEMORY, How.WORST),
          new Line(Trace.ERRORS, Metric.ERRORS, How.SUM));

  private final SampleStore store;
  private final Chart chart;
  private final long fromMs;
  private final long toMs;
  private final long stepMs;
  private final Set<String> missing = new TreeSet<>();

  StoredChart(SampleStore store, Chart chart, long fromMs, long toMs, long stepMs) {
    this.store = store;
    this.chart = chart;
    this.fromMs = fromMs;
    this.toMs = toMs;
    this.stepMs = stepMs;
  }

  /**
   * Draws all of it.
   *
   * @return what is not there because it has too many series
   */
  Set<String> draw() throws IOException {
    for (Line line : LINES) {
      for (Series series : query(line.metric(), line.trace())) {
        draw(line, series);
      }
    }
    items();
    latency();
    deaths();
    return missing;
  }

  private List<Series> query(Metric metric, Trace trace) throws IOException {
    try {
      return store.query(new SeriesQuery(metric, Map.of(), fromMs, toMs, stepMs));
    } catch (PointsTooMany e) {
      missing.add(trace.id());
      return List.of();
    }
  }

  private void draw(Line line, Series series) {
    boolean counter = series.key().isCounter();
    for (int i = 0; i < series.timesMs().length; i++) {
      double value = counter ? series.rates()[i] : series.max()[i];
      if (Double.isNaN(value)) {
        continue;
      }
      if (line.how() == How.SUM) {
        chart.add(line.trace(), series.timesMs()[i], value);
      } else {
        chart.raise(line.trace(), series.timesMs()[i], value);
      }
    }
  }

  private void items() throws IOException {
    for (Series series : query(Metric.ITEMS, Trace.ITEMS)) {
      if (series.key().field() != Field.SUM) {
        continue;
      }
      List<String> labels = series.key().labels();
      Chart.RowKey row = new Chart.RowKey(series.key().service(), labels.get(0), labels.get(1));
      for (int i = 0; i < series.timesMs().length; i++) {
        double rate = series.rates()[i];
        if (!Double.isNaN(rate)) {
          chart.add(Trace.ITEMS, series.timesMs()[i], rate);
          if (!row.client().equals(Label.UNATTRIBUTED)) {
            chart.addRow(row, series.timesMs()[i], rate);
          }
        }
      }
    }
  }

  private void latency() throws IOException {
    Map<Long, Double> seconds = new HashMap<>();
    Map<Long, Double> ended = new HashMap<>();
    for (Series series : query(Metric.DURATION, Trace.LATENCY)) {
      Field field = series.key().field();
      if (field != Field.SUM && field != Field.COUNT) {
        continue;
      }
      for (int i = 0; i < series.timesMs().length; i++) {
        double rate = series.rates()[i];
        if (!Double.isNaN(rate)) {
          (field == Field.SUM ? seconds : ended)
              .merge(Math.floorDiv(series.timesMs()[i], stepMs), rate, Double::sum);
        }
      }
    }
    ended.forEach(
        (step, rate) -> {
          if (rate > 0) {
            chart.set(Trace.LATENCY, step * stepMs, seconds.getOrDefault(step, 0.0) / rate);
          }
        });
  }

  private void deaths() throws IOException {
    for (Series series : query(Metric.EXITS, Trace.DEATHS)) {
      String exit = series.key().labels().get(0);
      boolean bad = exit.equals("unclean") || exit.equals("oom_kill");
      for (int i = 1; bad && i < series.timesMs().length; i++) {
        double since = series.last()[i] - series.last()[i - 1];
        chart.add(Trace.DEATHS, series.timesMs()[i], Math.max(0, since));
      }
    }
  }
}
