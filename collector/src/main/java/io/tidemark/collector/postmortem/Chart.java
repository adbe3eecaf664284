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
  LATENCY(
      "Seconds that a request took, by service: the mean, and p99 of the slowest client",
      Metric.DURATION,
      Field.P99,
      Chart::client),
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
   * @param isRest whether it stands for all that have no curve of their own
   */
  @SuppressWarnings("ArrayRecordComponent") // given on and not changed
  record Curve(String name, double[] values, boolean isRest) {
    Curve(String name, double[] values) {
      this(name, values, false);
    }

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
    if (this == LATENCY) {
      return Latency.curves(recorded);
    }
    Grid grid = new Grid(recorded.span());
    Map<String, double[]> byName = new LinkedHashMap<>();
    for (Series series : recorded.of(metric, field)) {
      double[] sum = byName.computeIfAbsent(group.apply(series), name -> grid.empty());
      Grid.merge(sum, grid.place(series), Double::sum);
    }
    List<Curve> curves = new ArrayList<>();
    byName.forEach((name, values) -> curves.add(new Curve(name, values)));
    curves.sort(Comparator.comparingDouble(Curve::peak).reversed().thenComparing(Curve::name));
    curves.removeIf(curve -> curve.peak() == 0);
    return curves.size() <= MAX_CURVES + 1 ? curves : withOthers(curves, grid);
  }

  private static List<Curve> withOthers(List<Curve> curves, Grid grid) {
    double[] others = grid.empty();
    for (Curve curve : curves.subList(MAX_CURVES, curves.size())) {
      Grid.merge(others, curve.values(), Double::sum);
    }
    List<Curve> shown = new ArrayList<>(curves.subList(0, MAX_CURVES));
    String name = (curves.size() - MAX_CURVES) + " others together";
    shown.add(new Curve(name, others, true));
    return shown;
  }
}
