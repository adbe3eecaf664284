package io.tidemark.lab.otlp;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What OTLP's metrics become in Prometheus with {@code translation_strategy:
 * UnderscoreEscapingWithSuffixes}: [1] and [2], as far as the collector needs it. Anything else is
 * refused, so that nothing is lost unseen.
 *
 * <ol>
 *   <li>OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility"
 *   <li>Prometheus documentation, "Using Prometheus as your OpenTelemetry backend"
 * </ol>
 */
final class Translation {
  private static final Map<String, String> UNITS = Map.of("s", "seconds", "By", "bytes");

  private final Set<String> promoted;

  /**
   * @param promoted resource attributes that become labels
   */
  Translation(Set<String> promoted) {
    this.promoted = Set.copyOf(promoted);
  }

  List<Series> series(ExportMetricsServiceRequest request) {
    List<Series> series = new ArrayList<>();
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      SortedMap<String, String> common = ofResource(resource.getResource());
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        scope.getMetricsList().forEach(metric -> add(metric, common, series));
      }
    }
    return series;
  }

  private SortedMap<String, String> ofResource(Resource resource) {
    Map<String, String> attributes = texts(resource.getAttributesList());
    SortedMap<String, String> labels = new TreeMap<>();
    attributes.forEach(
        (key, value) -> {
          if (promoted.contains(key)) {
            labels.put(label(key), value);
          }
        });
    String namespace = attributes.getOrDefault("service.namespace", "");
    String service = attributes.getOrDefault("service.name", "");
    labels.put("job", namespace.isEmpty() ? service : namespace + "/" + service);
    labels.put("instance", attributes.getOrDefault("service.instance.id", ""));
    return labels;
  }

  private static void add(Metric metric, SortedMap<String, String> common, List<Series> series) {
    SortedMap<String, String> named = new TreeMap<>(common);
    named.put("__name__", name(metric));
    switch (metric.getDataCase()) {
      case GAUGE -> numbers(metric.getGauge().getDataPointsList(), named, series);
      case SUM -> numbers(metric.getSum().getDataPointsList(), named, series);
      case EXPONENTIAL_HISTOGRAM ->
          metric
              .getExponentialHistogram()
              .getDataPointsList()
              .forEach(point -> series.add(histogram(point, named)));
      default -> throw new IllegalArgumentException("cannot translate " + metric);
    }
  }

  private static void numbers(
      List<NumberDataPoint> points, SortedMap<String, String> named, List<Series> series) {
    for (NumberDataPoint point : points) {
      double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
      series.add(
          new Series(
              with(point.getAttributesList(), named),
              point.getTimeUnixNano() / 1_000_000,
              new Series.Plain(value)));
    }
  }

  private static Series histogram(
      ExponentialHistogramDataPoint point, SortedMap<String, String> named) {
    if (point.getScale() > 8 || point.getNegative().getBucketCountsCount() > 0) {
      throw new IllegalArgumentException("cannot translate " + point);
    }
    // OTLP's bucket of index 0 begins at 1, Prometheus' ends there.
    Series.Histogram histogram =
        new Series.Histogram(
            point.getScale(),
            point.getCount(),
            point.getSum(),
            point.getZeroCount(),
            point.getPositive().getOffset() + 1,
            point.getPositive().getBucketCountsList());
    return new Series(
        with(point.getAttributesList(), named), point.getTimeUnixNano() / 1_000_000, histogram);
  }

  private static SortedMap<String, String> with(
      List<KeyValue> attributes, SortedMap<String, String> named) {
    SortedMap<String, String> labels = new TreeMap<>(named);
    texts(attributes).forEach((key, value) -> labels.put(label(key), value));
    return labels;
  }

  private static String name(Metric metric) {
    StringBuilder name = new StringBuilder(label(metric.getName()));
    String unit = unit(metric);
    if (!unit.isEmpty() && !name.toString().endsWith("_" + unit)) {
      name.append('_').append(unit);
    }
    if (metric.hasSum() && metric.getSum().getIsMonotonic()) {
      name.append("_total");
    }
    return name.toString();
  }

  // What stands in braces is an annotation and no unit.
  private static String unit(Metric metric) {
    String unit = metric.getUnit().replaceAll("\\{[^}]*}", "");
    if (unit.equals("1")) {
      return metric.hasGauge() ? "ratio" : "";
    }
    if (unit.equals("/s")) {
      return "per_second";
    }
    if (!unit.isEmpty() && !UNITS.containsKey(unit)) {
      throw new IllegalArgumentException("unknown unit of " + metric.getName() + ": " + unit);
    }
    return UNITS.getOrDefault(unit, "");
  }

  private static String label(String name) {
    return name.replaceAll("[^a-zA-Z0-9_]", "_");
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, attribute -> text(attribute.getValue())));
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> String.valueOf(value.getIntValue());
      case BOOL_VALUE -> String.valueOf(value.getBoolValue());
      default -> throw new IllegalArgumentException("cannot translate " + value);
    };
  }
}
