package io.tidemark.collector.postmortem;

import io.tidemark.collector.remote.CollectorClient;
import io.tidemark.collector.remote.JsonValue;
import io.tidemark.collector.store.Field;
import io.tidemark.collector.store.Series;
import io.tidemark.collector.store.SeriesKey;
import io.tidemark.collector.store.SeriesQuery;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a running collector keeps: the answers of its {@code /api/v1/series}. */
public final class RemoteSeries implements SeriesSource {
  private static final int TIME = 0;

  /** The status of a collector without a store. */
  private static final int OFF = 404;

  private final CollectorClient collector;

  /** Asks nothing yet. */
  public RemoteSeries(CollectorClient collector) {
    this.collector = collector;
  }

  @Override
  public List<Series> query(SeriesQuery query) throws IOException {
    StringBuilder path = new StringBuilder("/api/v1/series?metric=");
    path.append(query.metric().otelName())
        .append("&from=" + query.fromMs() + "&to=" + query.toMs())
        .append("&step=" + (query.stepMs() + 999) / 1000 + "s");
    for (Map.Entry<String, String> label : query.labels().entrySet()) {
      path.append('&').append(encode(label.getKey())).append('=').append(encode(label.getValue()));
    }
    List<Series> series = new ArrayList<>();
    for (JsonValue each : answer(path.toString()).get("series").elements()) {
      series.add(series(query.metric(), each));
    }
    return series;
  }

  private JsonValue answer(String path) throws IOException {
    try {
      return collector.get(path);
    } catch (CollectorClient.Refused e) {
      if (e.status() == OFF) {
        throw new IOException("it keeps nothing; start it without --store off", e);
      }
      throw e;
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Series series(Metric metric, JsonValue json) throws IOException {
    JsonValue labels = json.get("labels");
    SeriesKey key =
        new SeriesKey(
            metric,
            field(json.get("field").text()),
            labels.get(SeriesKey.SERVICE).text(),
            labels.get(SeriesKey.INSTANCE).text(),
            metric.scope() == Metric.Scope.HOST,
            metric.labels().stream().map(name -> labels.get(name).text()).toList());
    List<JsonValue> points = json.get("points").elements();
    boolean counter = key.isCounter();
    double[] second = column(points, 1);
    double[] third = column(points, 2);
    return new Series(
        key,
        Arrays.stream(column(points, TIME)).mapToLong(ms -> (long) ms).toArray(),
        counter ? third : second,
        counter ? second : third,
        counter ? second : column(points, 3),
        counter ? second : new double[0]);
  }

  private static Field field(String label) throws IOException {
    return Arrays.stream(Field.values())
        .filter(field -> field.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IOException("the collector answers with a field " + label));
  }

  // What is null is not known.
  private static double[] column(List<JsonValue> points, int place) {
    return points.stream()
        .mapToDouble(
            point ->
                place < point.elements().size()
                    ? point.elements().get(place).number().orElse(Double.NaN)
                    : Double.NaN)
        .toArray();
  }
}
