package io.tidemark.collector.page;

import io.tidemark.collector.store.Field;
import io.tidemark.collector.store.PointsTooMany;
import io.tidemark.collector.store.SampleStore;
import io.tidemark.collector.store.Series;
import io.tidemark.collector.store.SeriesQuery;
import io.tidemark.collector.who.Caused;
import io.tidemark.collector.who.Effect;
import io.tidemark.collector.who.Figures;
import io.tidemark.collector.who.Findings;
import io.tidemark.collector.who.Report;
import io.tidemark.collector.who.ReportRow;
import io.tidemark.collector.who.Verdict;
import io.tidemark.segment.Label;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells from the store what held at a moment: findings, suspects, and what each client did. */
final class PastReader {
  /** How far back one looks, and how far apart points may be: finest first. */
  private static final long[][] LOOKS = {{12_000, 1_000}, {45_000, 10_000}, {180_000, 60_000}};

  private static final Map<Effect, Metric> EFFECTS =
      new EnumMap<>(
          Map.of(
              Effect.TASKS, Metric.TASKS,
              Effect.DIALS, Metric.DIALS,
              Effect.FAILED_DIALS, Metric.DIAL_ERRORS,
              Effect.LOG_EVENTS, Metric.LOG_EVENTS,
              Effect.ALLOCATED_BYTES, Metric.ALLOCATED,
              Effect.CPU, Metric.CPU_TIME));

  private record Key(String service, String client, String method) {}

  private final SampleStore store;
  private final long atMs;
  private long lookMs;
  private long stepMs;

  PastReader(SampleStore store, long atMs) {
    this.store = store;
    this.atMs = atMs;
  }

  Past read() throws IOException {
    String time = Past.time(atMs);
    if (!findResolution()) {
      return new Past("Nothing was kept of " + time + ".", List.of(), report(List.of()));
    }
    List<String> findings = findings();
    String sentence =
        findings.isEmpty()
            ? "At " + time + " nothing was found to be wrong."
            : "At " + time + ": " + findings.get(0);
    return new Past(sentence, findings, report(rows()));
  }

  // Something that every sample has.
  private boolean findResolution() throws IOException {
    for (long[] look : LOOKS) {
      lookMs = look[0];
      stepMs = look[1];
      if (!query(Metric.COLLECTOR_INFO).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private List<Series> query(Metric metric) throws IOException {
    try {
      return store.query(
          new SeriesQuery(metric, Map.of(), Math.max(0, atMs - lookMs), atMs + 1, stepMs));
    } catch (PointsTooMany e) {
      return List.of();
    }
  }

  // A finding that was closed before has no point near the end.
  private boolean heldAt(Series series) {
    int points = series.timesMs().length;
    return points > 0 && atMs - series.timesMs()[points - 1] <= 2 * stepMs;
  }

  private List<String> findings() throws IOException {
    List<Series> shares = query(Metric.VERDICT_SHARE).stream().filter(this::heldAt).toList();
    return query(Metric.VERDICT_ACTIVE).stream()
        .filter(this::heldAt)
        .map(series -> series.key().labels())
        .sorted(Comparator.comparing((List<String> labels) -> labels.get(1)))
        .map(labels -> finding(labels, shares))
        .toList();
  }

  private static String finding(List<String> labels, List<Series> shares) {
    StringBuilder text = new StringBuilder(words(labels.get(0)));
    text.append(" (").append(labels.get(1)).append(')');
    if (!labels.get(3).isEmpty()) {
      text.append(" in ").append(labels.get(3));
    }
    List<String> suspects = new ArrayList<>();
    for (Series share : shares) {
      List<String> of = share.key().labels();
      if (of.get(0).equals(labels.get(0)) && of.get(1).equals(labels.get(3))) {
        double last = share.last()[share.last().length - 1];
        suspects.add(of.get(2) + " via " + of.get(3) + ", " + Figures.percent(last));
      }
    }
    return text.append(
            suspects.isEmpty()
                ? ", cause: " + words(labels.get(2))
                : ", by " + String.join(" and ", suspects))
        .append('.')
        .toString();
  }

  private static String words(String id) {
    return id.replace('_', ' ');
  }

  private List<ReportRow> rows() throws IOException {
    Map<Key, Double> requests = rates(Metric.REQUESTS, Field.VALUE);
    Map<Key, Double> items = rates(Metric.ITEMS, Field.SUM);
    Map<Key, Double> time = rates(Metric.DURATION, Field.SUM);
    Map<Key, Double> errors = rates(Metric.ERRORS, Field.VALUE);
    Map<Effect, Map<Key, Double>> effects = new EnumMap<>(Effect.class);
    for (Map.Entry<Effect, Metric> effect : EFFECTS.entrySet()) {
      effects.put(effect.getKey(), rates(effect.getValue(), Field.VALUE));
    }
    List<ReportRow> rows = new ArrayList<>();
    for (Key key : requests.keySet()) {
      double asked = requests.getOrDefault(key, 0.0);
      Map<Effect, Caused> caused = new EnumMap<>(Effect.class);
      effects.forEach(
          (effect, all) -> {
            double rate = all.getOrDefault(key, 0.0);
            if (rate > 0) {
              caused.put(
                  effect, new Caused(rate, share(all, key), asked > 0 ? rate / asked : 0, null));
            }
          });
      double itemRate = items.getOrDefault(key, 0.0);
      rows.add(
          new ReportRow(
              key.service(),
              key.client(),
              key.method(),
              0,
              asked,
              share(requests, key),
              itemRate,
              share(items, key),
              share(time, key),
              errors.getOrDefault(key, 0.0),
              asked > 0 ? itemRate / asked : 0,
              0,
              caused));
    }
    rows.sort(
        Comparator.comparing((ReportRow row) -> row.client().equals(Label.UNATTRIBUTED))
            .thenComparing(row -> row.requestShare() - Math.max(row.itemShare(), row.timeShare()))
            .thenComparing(ReportRow::client)
            .thenComparing(ReportRow::method));
    return rows;
  }

  private static double share(Map<Key, Double> all, Key key) {
    double total =
        all.entrySet().stream()
            .filter(entry -> entry.getKey().service().equals(key.service()))
            .mapToDouble(Map.Entry::getValue)
            .sum();
    return total <= 0 ? 0 : all.getOrDefault(key, 0.0) / total;
  }

  /** Means over the time that is looked at, by client and handler. */
  private Map<Key, Double> rates(Metric metric, Field field) throws IOException {
    Map<Key, Double> rates = new HashMap<>();
    for (Series series : query(metric)) {
      if (series.key().field() != field || !heldAt(series)) {
        continue;
      }
      double sum = 0;
      int known = 0;
      for (double rate : series.rates()) {
        if (!Double.isNaN(rate)) {
          sum += rate;
          known++;
        }
      }
      List<String> labels = series.key().labels();
      rates.merge(
          new Key(series.key().service(), labels.get(0), labels.get(1)),
          known == 0 ? 0 : sum / known,
          Double::sum);
    }
    return rates;
  }

  private Report report(List<ReportRow> rows) {
    return new Report(lookMs / 1000.0, new Verdict(null, ""), rows, Findings.NONE, 0, 0, List.of());
  }
}
