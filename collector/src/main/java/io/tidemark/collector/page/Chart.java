package io.tidemark.collector.page;

import static io.tidemark.collector.who.ReportJson.string;

import io.tidemark.collector.verdict.Moment;
import io.tidemark.collector.verdict.Trace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Figures over time, gathered from memory and store, on one axis. For one thread. */
final class Chart {
  private static final int MAX_ROWS = 24;

  /** Who did what. */
  record RowKey(String service, String client, String method) {}

  private final long stepMs;
  private final TreeMap<Long, double[]> points = new TreeMap<>();
  private final Map<RowKey, Map<Long, Double>> rows = new HashMap<>();

  Chart(long stepMs) {
    this.stepMs = stepMs;
  }

  /** Where a sample belongs. */
  private long slot(long timeMs) {
    return Math.floorDiv(timeMs, stepMs) * stepMs;
  }

  void add(Trace trace, long timeMs, double value) {
    double[] at = point(slot(timeMs));
    double before = at[trace.ordinal()];
    at[trace.ordinal()] = Double.isNaN(before) ? value : before + value;
  }

  void raise(Trace trace, long timeMs, double value) {
    double[] at = point(slot(timeMs));
    double before = at[trace.ordinal()];
    at[trace.ordinal()] = Double.isNaN(before) ? value : Math.max(before, value);
  }

  void set(Trace trace, long timeMs, double value) {
    point(slot(timeMs))[trace.ordinal()] = value;
  }

  void addRow(RowKey key, long timeMs, double itemsPerSecond) {
    rows.computeIfAbsent(key, name -> new HashMap<>())
        .merge(slot(timeMs), itemsPerSecond, Double::sum);
  }

  /** A moment of its own; of several in a step the last counts. */
  void put(Moment moment) {
    long slot = slot(moment.epochMs());
    points.put(slot, moment.figures().clone());
    rows.values().forEach(row -> row.remove(slot));
    for (Moment.Heavy row : moment.heaviest()) {
      addRow(new RowKey(row.service(), row.client(), row.handler()), slot, row.weight());
    }
  }

  private double[] point(long slot) {
    return points.computeIfAbsent(
        slot,
        key -> {
          double[] figures = new double[Trace.ALL.size()];
          Arrays.fill(figures, Double.NaN);
          return figures;
        });
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  /** The fields {@code times}, {@code traces} and {@code rows}. */
  String json() {
    StringJoiner times = new StringJoiner(",", "[", "]");
    points.keySet().forEach(time -> times.add(time.toString()));
    StringJoiner traces = new StringJoiner(",", "{", "}");
    for (Trace trace : Trace.ALL) {
      StringJoiner values = new StringJoiner(",", "[", "]");
      points.values().forEach(at -> values.add(PageJson.number(at[trace.ordinal()])));
      traces.add("\"" + trace.id() + "\":" + values);
    }
    StringJoiner heaviest = new StringJoiner(",", "[", "]");
    heaviest().forEach(key -> heaviest.add(json(key)));
    return "\"times\":" + times + ",\"traces\":" + traces + ",\"rows\":" + heaviest;
  }

  private List<RowKey> heaviest() {
    Map<RowKey, Double> totals = new HashMap<>();
    rows.forEach(
        (key, values) ->
            totals.put(key, values.values().stream().mapToDouble(Double::doubleValue).sum()));
    return totals.entrySet().stream()
        .sorted(
            Map.Entry.<RowKey, Double>comparingByValue()
                .reversed()
                .thenComparing(entry -> entry.getKey().toString()))
        .limit(MAX_ROWS)
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing((RowKey key) -> -totals.getOrDefault(key, 0.0)))
        .toList();
  }

  private String json(RowKey key) {
    StringJoiner values = new StringJoiner(",", "[", "]");
    Map<Long, Double> row = rows.getOrDefault(key, Map.of());
    points.keySet().forEach(time -> values.add(PageJson.number(row.getOrDefault(time, 0.0))));
    return "{\"service\":%s,\"client\":%s,\"method\":%s,\"items\":%s}"
        .formatted(string(key.service()), string(key.client()), string(key.method()), values);
  }
}
