package io.tidemark.lab.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.TextFormat;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TranslationTest {
  private static final Translation TRANSLATION =
      new Translation(Set.of("service.name", "service.instance.id"));

  /** As Prometheus 3 stores them, by its documentation. */
  @Test
  void namesAndLabelsAreThoseThatPrometheusGives() throws Exception {
    String points = "data_points { time_unix_nano: 2500000000 as_int: 7 }";
    String shares = "data_points { time_unix_nano: 2500000000 as_double: 0.5 }";
    assertEquals(
        List.of(
            "{__name__=a_b, %s}=7.0 at 2500",
            "{__name__=a_dials_total, %s}=7.0 at 2500",
            "{__name__=a_gap_seconds, %s}=0.5 at 2500",
            "{__name__=a_memory_bytes, %s}=7.0 at 2500",
            "{__name__=a_rate_per_second, %s}=0.5 at 2500",
            "{__name__=a_share_ratio, %s}=0.5 at 2500",
            "{__name__=a_time_seconds_total, %s}=0.5 at 2500"),
        texts(
            metric("a.b", "{thread}", "sum { " + points + "}"),
            metric("a.dials", "{dial}", "sum { is_monotonic: true " + points + "}"),
            metric("a.gap", "s", "gauge { " + shares + "}"),
            metric("a.memory", "By", "gauge { " + points + "}"),
            metric("a.rate", "{dial}/s", "gauge { " + shares + "}"),
            metric("a.share", "1", "gauge { " + shares + "}"),
            metric("a.time", "s", "sum { is_monotonic: true " + shares + "}")));
  }

  @Test
  void anExponentialHistogramIsANativeOne() throws Exception {
    Series.Histogram expected = new Series.Histogram(2, 7, 9.5, 1, -3, List.of(2L, 0L, 4L));
    Series histogram =
        TRANSLATION
            .series(
                request(
                    metric(
                        "a.items",
                        "{item}",
                        "exponential_histogram { data_points { time_unix_nano: 1000000 scale: 2"
                            + " count: 7 sum: 9.5 zero_count: 1 positive { offset: -4"
                            + " bucket_counts: [2, 0, 4] } attributes { key: \"client.name\""
                            + " value { string_value: \"c\" } } } }")))
            .get(0);
    TreeMap<String, String> labels = new TreeMap<>();
    labels.put("__name__", "a_items");
    labels.put("client_name", "c");
    labels.put("instance", "h-1");
    labels.put("job", "feeds");
    labels.put("service_instance_id", "h-1");
    labels.put("service_name", "feeds");
    assertEquals(new Series(labels, 1, expected), histogram);
  }

  @Test
  void whatItDoesNotKnowIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> texts(metric("a.heat", "Cel", "gauge { data_points { as_int: 1 } }")));
    assertThrows(
        IllegalArgumentException.class,
        () -> texts(metric("a.old", "s", "histogram { data_points { count: 1 } }")));
  }

  private static List<String> texts(String... metrics) throws TextFormat.ParseException {
    String labels = "instance=h-1, job=feeds, service_instance_id=h-1, service_name=feeds";
    return TRANSLATION.series(request(metrics)).stream()
        .map(
            series ->
                series.labels().toString().replace(labels, "%s")
                    + "="
                    + ((Series.Plain) series.value()).value()
                    + " at "
                    + series.epochMs())
        .collect(Collectors.toList());
  }

  private static String metric(String name, String unit, String data) {
    return "metrics { name: \"%s\" unit: \"%s\" %s }".formatted(name, unit, data);
  }

  private static ExportMetricsServiceRequest request(String... metrics)
      throws TextFormat.ParseException {
    return TextFormat.parse(
        "resource_metrics { resource { %s %s %s } scope_metrics { %s } }"
            .formatted(
                attribute("service.name", "feeds"),
                attribute("service.instance.id", "h-1"),
                attribute("host.name", "h"),
                String.join(" ", metrics)),
        ExportMetricsServiceRequest.class);
  }

  private static String attribute(String key, String value) {
    return "attributes { key: \"%s\" value { string_value: \"%s\" } }".formatted(key, value);
  }
}
