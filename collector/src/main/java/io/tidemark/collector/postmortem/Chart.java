package io.tidemark.collector.postmortem;

import io.tidemark.collector.store.Field;
import io.tidemark.collector.store.Series;
import io.tidemark.collector.store.SeriesKey;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** The charts, in the order in which one stage of an incident causes the next. */
enum Chart {
  REQUESTS("Requests a second, by client", Metric.REQUESTS, Field.VALUE, Chart::client),
  ITEMS("Items a second, by client", Metric.ITEMS, Field.SUM, Chart::client),
  TASKS("Tasks started a second, by client", Metric.TASKS, Field.VALUE, Chart::client),
  DIALS("Dials a second, by client", Metric.DIALS, Field.VALUE, Chart::client),
  TIME_WAIT("Sockets in TIME_WAIT, by destination", Metric.TIME_WAIT, Field.VALUE, Chart::peer),
  PORTS("Ephemeral ports held, by destination", Metric.PORTS_USED, Field.VALUE, Chart::peer),
  FAILED_DIALS("Failed dials a second, by client", Metric.DIAL_ERRORS, Field.VALUE, Chart::client),
  LOGS("Log events a second, by client", Metric.LOG_EVENTS, Field.VALUE, Chart::client),
  THREADS("Threads, by JVM", Metric.PROCESS_THREADS, Field.VALUE, Chart::jvm),
  STOPPED("Share of time stopped, by JVM", Metric.STOPPED, Field.VALUE, Chart::jvm),
  MEMORY("Resident memory in bytes, by JVM", Metric.PROCESS_MEMORY, Field.VALUE, Chart::jvm),
  ERRORS("Requests that failed a second, by client", Metric.ERRORS, Field.VALUE, Chart::client);

  /** Curves that can be told apart; the others are added up. */
  static final int MAX_CURVES = 5;

  private final String title;
  private final Metric metric;
  private final Field field;

  @SuppressWarnings("ImmutableEnumChecker") // a method of this class
  private final Function<Series, String> group;

  Chart(String title, Metric metric, Field field, Function<Series, String> group) {
    this.title = title;
    this.metric = metric;
    this.field = field;
    this.group = group;
  }

  /**
   * One line of a chart.
   *
   * @param values one for each step of the span, NaN where there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // given on and not changed
  record Curve(String name, double[] values) {
    double peak() {
      return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    }
  }

  String title() {
    return title;
  }

  private static String client(Series series) {
    return Recorded.label(series, "client.name").orElse("");
  }

  private static String peer(Series series) {
    String peer = Recorded.label(series, "network.peer.address").orElse("");
    String port = Recorded.label(series, "network.peer.port").orElse("");
    return port.isEmpty() ? peer : peer + ":" + port;
  }

  private static String jvm(Series series) {
    SeriesKey key = series.key();
    return key.service() + " (" + key.instance() + ")";
  }

  /** What it shows of a span: the curves with the highest peaks, then all others together. */
  List<Curve> curves(Recorded recorded) {
    Span span = recorded.span();
    int steps = (int) ((span.toMs() - span.fromMs()) / span.stepMs()) + 1;
    Map<String, double[]> byName = new LinkedHashMap<>();
    for (Series series : recorded.of(metric, field)) {
      double[] sum = byName.computeIfAbsent(group.apply(series), name -> empty(steps));
      double[] mine = onSteps(series, span, steps);
      for (int i = 0; i < steps; i++) {
        sum[i] = plus(sum[i], mine[i]);
      }
    }
    List<Curve> curves = new ArrayList<>();
    byName.forEach((name, values) -> curves.add(new Curve(name, values)));
    curves.sort(Comparator.comparingDouble(Curve::peak).reversed().thenComparing(Curve::name));
    curves.removeIf(curve -> curve.peak() == 0);
    return curves.size() <= MAX_CURVES + 1 ? curves : withOthers(curves, steps);
  }

  private static List<Curve> withOthers(List<Curve> curves, int steps) {
    double[] others = empty(steps);
    for (Curve curve : curves.subList(MAX_CURVES, curves.size())) {
      for (int i = 0; i < steps; i++) {
        others[i] = plus(others[i], curve.values()[i]);
      }
    }
    List<Curve> shown = new ArrayList<>(curves.subList(0, MAX_CURVES));
    shown.add(new Curve((curves.size() - MAX_CURVES) + " others together", others));
    return shown;
  }

  // Points of a coarser level stand for as many steps as they are apart, up to a gap.
  private static double[] onSteps(Series series, Span span, int steps) {
    double[] values = empty(steps);
    double[] shown = Recorded.shown(series);
    long[] times = series.timesMs();
    long apartMs = apart(times);
    for (int i = 0; i < times.length; i++) {
      int last = (int) Math.min(steps - 1, (times[i] - span.fromMs()) / span.stepMs());
      long sinceMs = i == 0 ? apartMs : Math.min(apartMs, times[i] - times[i - 1]);
      int first = (int) Math.max(0, last - Math.max(0, sinceMs / span.stepMs() - 1));
      for (int step = first; step <= last; step++) {
        values[step] = Double.isNaN(values[step]) ? shown[i] : Math.max(values[step], shown[i]);
      }
    }
    return values;
  }

  private static long apart(long... times) {
    long[] gaps = new long[Math.max(0, times.length - 1)];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = times[i + 1] - times[i];
    }
    Arrays.sort(gaps);
    return gaps.length == 0 ? 0 : Math.min(60_000, gaps[gaps.length / 2] * 3 / 2);
  }

  private static double[] empty(int steps) {
    return DoubleStream.generate(() -> Double.NaN).limit(steps).toArray();
  }

  private static double plus(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : a + b;
  }
}
