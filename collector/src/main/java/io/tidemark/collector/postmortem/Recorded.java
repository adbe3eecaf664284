package io.tidemark.collector.postmortem;

import io.tidemark.collector.store.Field;
import io.tidemark.collector.store.PointsTooMany;
import io.tidemark.collector.store.Series;
import io.tidemark.collector.store.SeriesQuery;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a span of time. What cannot be read is left out, and said: a report of the rest
 * is better than none. For one thread.
 */
final class Recorded {
  private static final int COARSER = 4;

  private final SeriesSource source;
  private final Span span;
  private final Map<Metric, List<Series>> read = new EnumMap<>(Metric.class);
  private final List<String> missing = new ArrayList<>();
  private String whyNothing = "";

  Recorded(SeriesSource source, Span span) {
    this.source = source;
    this.span = span;
  }

  Span span() {
    return span;
  }

  /** What could not be read, and why. */
  List<String> missing() {
    return List.copyOf(missing);
  }

  /** Why the last metric that could not be read could not; empty when all could. */
  String whyNothing() {
    return whyNothing;
  }

  /** A metric's series of one field, by label; perhaps further apart than the span's step. */
  List<Series> of(Metric metric, Field field) {
    return read.computeIfAbsent(metric, this::query).stream()
        .filter(series -> series.key().field() == field)
        .toList();
  }

  List<Series> of(Metric metric) {
    return of(metric, Field.VALUE);
  }

  private List<Series> query(Metric metric) {
    String why = "";
    for (long stepMs = span.stepMs(); stepMs <= span.toMs() - span.fromMs(); stepMs *= COARSER) {
      try {
        return source.query(new SeriesQuery(metric, Map.of(), span.fromMs(), span.toMs(), stepMs));
      } catch (PointsTooMany e) {
        why = String.valueOf(e.getMessage()); // fewer points of each, then
      } catch (IOException e) {
        why = String.valueOf(e.getMessage());
        if (!why.startsWith("400 ")) {
          break;
        }
      }
    }
    whyNothing = why;
    missing.add(metric.otelName() + ": " + why);
    return List.of();
  }

  /** When the collector took samples, in milliseconds since 1970: in order, each once. */
  long[] sampledMs() {
    return of(Metric.COLLECTOR_INFO).stream()
        .flatMapToLong(series -> Arrays.stream(series.timesMs()))
        .sorted()
        .distinct()
        .toArray();
  }

  /** The value of a label, if the metric has it. */
  static Optional<String> label(Series series, String name) {
    int place = series.key().metric().labels().indexOf(name);
    return place < 0 ? Optional.empty() : Optional.of(series.key().labels().get(place));
  }

  /** What a point shows: a rate of a counter, else the greatest value of its time. */
  static double[] shown(Series series) {
    return series.key().isCounter() ? series.rates() : series.max();
  }
}
