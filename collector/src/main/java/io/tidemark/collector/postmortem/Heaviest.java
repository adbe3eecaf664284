package io.tidemark.collector.postmortem;

import io.tidemark.collector.store.Field;
import io.tidemark.collector.store.Series;
import io.tidemark.collector.who.Figures;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who did how much during a time, beside what they did before it. */
final class Heaviest {
  /** Of the table; the charts have the others. */
  private static final int MAX_ROWS = 20;

  private static final String BEFORE = "#before";

  static final List<String> HEADINGS =
      List.of(
          "Service",
          "Client",
          "Handler",
          "#req/s",
          BEFORE,
          "#% req",
          "#items/s",
          BEFORE,
          "#% items",
          "#tasks/s",
          "#dials/s",
          "#failed/s",
          "#log/s",
          "#MB/s");

  /** Of {@link #lastRows}. */
  static final List<String> LAST_HEADINGS =
      HEADINGS.stream()
          .filter(heading -> !heading.equals("Service") && !heading.equals(BEFORE))
          .toList();

  private static final int MAX_LAST_ROWS = 8;

  private static final Map<Metric, Field> COUNTED =
      new EnumMap<>(
          Map.of(
              Metric.REQUESTS, Field.VALUE,
              Metric.ITEMS, Field.SUM,
              Metric.TASKS, Field.VALUE,
              Metric.DIALS, Field.VALUE,
              Metric.DIAL_ERRORS, Field.VALUE,
              Metric.LOG_EVENTS, Field.VALUE,
              Metric.ALLOCATED, Field.VALUE));

  private final Map<Who, Row> rows = new TreeMap<>(Who.ORDER);
  private final Span during;
  private final Optional<Span> before;
  private final double duringSeconds;
  private final double beforeSeconds;

  private record Who(String service, String client, String handler) {
    static final Comparator<Who> ORDER =
        Comparator.comparing(Who::service).thenComparing(Who::client).thenComparing(Who::handler);
  }

  /** Rates per second. */
  private static final class Row {
    private final Map<Metric, Double> during = new EnumMap<>(Metric.class);
    private final Map<Metric, Double> before = new EnumMap<>(Metric.class);

    double now(Metric metric) {
      return during.getOrDefault(metric, 0.0);
    }

    double usual(Metric metric) {
      return before.getOrDefault(metric, 0.0);
    }
  }

  /**
   * Adds up.
   *
   * @param during the incident
   * @param before what to hold it against, if there is such a time
   */
  Heaviest(Recorded recorded, Span during, Optional<Span> before) {
    this(recorded, during, before, series -> true);
  }

  private Heaviest(
      Recorded recorded, Span during, Optional<Span> before, Predicate<Series> counts) {
    this.during = during;
    this.before = before;
    long[] times = recorded.sampledMs();
    this.duringSeconds = seconds(times, during, Episodes.GAP_MS + recorded.span().stepMs());
    this.beforeSeconds =
        before
            .map(span -> seconds(times, span, Episodes.GAP_MS + recorded.span().stepMs()))
            .orElse(0.0);
    COUNTED.forEach(
        (metric, field) ->
            recorded.of(metric, field).stream()
                .filter(counts)
                .forEach(series -> add(metric, series)));
  }

  /** What clients did at one JVM in its last seconds, the most first, as {@link #LAST_HEADINGS}. */
  static List<List<String>> lastRows(
      Recorded recorded, Span last, String service, String instance) {
    Heaviest heaviest =
        new Heaviest(
            recorded,
            last,
            Optional.empty(),
            series ->
                series.key().service().equals(service) && series.key().instance().equals(instance));
    return heaviest
        .largestFirst()
        .limit(MAX_LAST_ROWS)
        .map(each -> heaviest.cells(each.getKey(), each.getValue(), false))
        .map(cells -> cells.subList(1, cells.size()))
        .toList();
  }

  private void add(Metric metric, Series series) {
    Who who =
        new Who(
            series.key().service(),
            Recorded.label(series, "client.name").orElse(""),
            Recorded.label(series, "rpc.method").orElse(""));
    Row row = rows.computeIfAbsent(who, absent -> new Row());
    row.during.merge(metric, grown(series, during) / Math.max(1, duringSeconds), Double::sum);
    before.ifPresent(
        span ->
            row.before.merge(
                metric, grown(series, span) / Math.max(1, beforeSeconds), Double::sum));
  }

  // A rate is that since the point before it; where it is not known nothing is added.
  private static double grown(Series series, Span span) {
    double sum = 0;
    for (int i = 1; i < series.timesMs().length; i++) {
      double rate = series.rates()[i];
      if (Double.isFinite(rate)) {
        sum += rate * seconds(series.timesMs()[i - 1], series.timesMs()[i], span);
      }
    }
    return sum;
  }

  // For how much of a span there are samples.
  private static double seconds(long[] times, Span span, long gapMs) {
    double seconds = 0;
    for (int i = 1; i < times.length; i++) {
      if (times[i] - times[i - 1] <= gapMs) {
        seconds += seconds(times[i - 1], times[i], span);
      }
    }
    return seconds;
  }

  private static double seconds(long fromMs, long toMs, Span span) {
    return Math.max(0, Math.min(span.toMs(), toMs) - Math.max(span.fromMs(), fromMs)) / 1e3;
  }

  private double total(Metric metric) {
    return rows.values().stream().mapToDouble(row -> row.now(metric)).sum();
  }

  /** The table's rows, as {@link #HEADINGS}: the largest share of anything first. */
  List<List<String>> table() {
    return largestFirst()
        .limit(MAX_ROWS)
        .map(each -> cells(each.getKey(), each.getValue(), true))
        .toList();
  }

  private Stream<Map.Entry<Who, Row>> largestFirst() {
    Comparator<Map.Entry<Who, Row>> largest =
        Comparator.comparingDouble((Map.Entry<Who, Row> each) -> weight(each.getValue()));
    return rows.entrySet().stream()
        .filter(each -> weight(each.getValue()) > 0)
        .sorted(largest.reversed());
  }

  private double weight(Row row) {
    return Math.max(share(row, Metric.REQUESTS), share(row, Metric.ITEMS))
        + share(row, Metric.DIALS)
        + share(row, Metric.TASKS)
        + share(row, Metric.ALLOCATED);
  }

  private double share(Row row, Metric metric) {
    double total = total(metric);
    return total == 0 ? 0 : row.now(metric) / total;
  }

  private List<String> cells(Who who, Row row, boolean withUsual) {
    List<String> cells = new ArrayList<>(List.of(who.service(), who.client(), who.handler()));
    for (Metric metric : List.of(Metric.REQUESTS, Metric.ITEMS)) {
      cells.add(Figures.amount(row.now(metric)));
      if (withUsual) {
        cells.add(beforeSeconds > 0 ? Figures.amount(row.usual(metric)) : "?");
      }
      cells.add(Figures.amount(100 * share(row, metric)));
    }
    for (Metric metric :
        List.of(Metric.TASKS, Metric.DIALS, Metric.DIAL_ERRORS, Metric.LOG_EVENTS)) {
      cells.add(Figures.amount(row.now(metric)));
    }
    cells.add(Figures.amount(row.now(Metric.ALLOCATED) / 1e6));
    return cells;
  }

  /** What a client did at a handler, in words. */
  String sentence(Episodes.Suspect suspect) {
    double requests = 0;
    double items = 0;
    double usual = 0;
    for (Map.Entry<Who, Row> each : rows.entrySet()) {
      if (each.getKey().client().equals(suspect.client())
          && each.getKey().handler().equals(suspect.handler())) {
        requests += each.getValue().now(Metric.REQUESTS);
        items += each.getValue().now(Metric.ITEMS);
        usual += each.getValue().usual(Metric.ITEMS);
      }
    }
    String asked =
        "%s requests/s, %s of all"
            .formatted(Figures.amount(requests), percent(requests, total(Metric.REQUESTS)));
    return items == 0
        ? asked
        : "%s, with %s items/s, %s of all; %s"
            .formatted(
                asked,
                Figures.amount(items),
                percent(items, total(Metric.ITEMS)),
                beforeSeconds > 0
                    ? Figures.amount(usual) + " items/s before"
                    : "what they did before is not known");
  }

  private static String percent(double part, double whole) {
    return Figures.percent(whole == 0 ? 0 : part / whole);
  }
}
