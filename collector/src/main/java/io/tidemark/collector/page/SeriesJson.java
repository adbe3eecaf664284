package io.tidemark.collector.page;

import io.tidemark.collector.store.Series;
import io.tidemark.collector.store.SeriesQuery;
import io.tidemark.collector.who.ReportJson;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Series as JSON. A point is an array: of a counter the time, the rate per second (null where it is
 * not known) and the value; of anything else the time, the last value, the least and the greatest.
 */
public final class SeriesJson {
  private SeriesJson() {}

  /** Writes an answer, on one line. */
  public static void write(Writer out, SeriesQuery query, List<Series> series) throws IOException {
    out.write(
        "{\"metric\":%s,\"unit\":%s,\"from\":%d,\"to\":%d,\"step_seconds\":%s,\"series\":["
            .formatted(
                ReportJson.string(query.metric().otelName()),
                ReportJson.string(query.metric().unit()),
                query.fromMs(),
                query.toMs(),
                ReportJson.number(query.stepMs() / 1000.0)));
    String separator = "";
    for (Series each : series) {
      out.write(separator);
      write(out, each);
      separator = ",";
    }
    out.write("]}");
  }

  private static void write(Writer out, Series series) throws IOException {
    StringJoiner labels = new StringJoiner(",", "{", "}");
    for (Map.Entry<String, String> label : series.key().named().entrySet()) {
      labels.add(ReportJson.string(label.getKey()) + ":" + ReportJson.string(label.getValue()));
    }
    boolean counter = series.key().isCounter();
    out.write(
        "{\"labels\":%s,\"field\":\"%s\",\"columns\":[%s],\"points\":["
            .formatted(
                labels,
                series.key().field().label(),
                counter
                    ? "\"time_ms\",\"rate\",\"value\""
                    : "\"time_ms\",\"last\",\"min\",\"max\""));
    for (int i = 0; i < series.timesMs().length; i++) {
      out.write(i == 0 ? "[" : ",[");
      out.write(Long.toString(series.timesMs()[i]));
      if (counter) {
        value(out, series.rates()[i]);
        value(out, series.last()[i]);
      } else {
        value(out, series.last()[i]);
        value(out, series.min()[i]);
        value(out, series.max()[i]);
      }
      out.write(']');
    }
    out.write("]}");
  }

  private static void value(Writer out, double value) throws IOException {
    out.write(',');
    out.write(Double.isNaN(value) ? "null" : ReportJson.number(value));
  }
}
