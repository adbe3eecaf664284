package io.tidemark.collector.store;

import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What identifies a series, over restarts of the JVM and of the collector.
 *
 * @param service {@code service.name}; empty for the host
 * @param instance {@code service.instance.id}; empty for the host
 * @param host whether it is about the host and not about a JVM
 * @param labels values of {@link Metric#labels()}, in its order
 */
public record SeriesKey(
    Metric metric,
    Field field,
    String service,
    String instance,
    boolean host,
    List<String> labels) {
  /** Label of a JVM's series, beside those of the metric. */
  public static final String SERVICE = "service.name";

  /** Label of a JVM's series, beside those of the metric. */
  public static final String INSTANCE = "service.instance.id";

  /** Copies the labels and checks their number. */
  public SeriesKey {
    labels = List.copyOf(labels);
    if (labels.size() != metric.labels().size()) {
      throw new IllegalArgumentException(
          metric + " has labels " + metric.labels() + ", given values " + labels);
    }
  }

  static SeriesKey of(Metric metric, Field field, Source source, List<String> labels) {
    return source.host()
        ? new SeriesKey(metric, field, "", "", true, labels)
        : new SeriesKey(metric, field, source.service(), source.instance(), false, labels);
  }

  boolean isOf(Source source) {
    return host
        ? source.host()
        : !source.host() && service.equals(source.service()) && instance.equals(source.instance());
  }

  /** Whether it only grows, but for restarts, so that its rate is what one wants to see. */
  public boolean isCounter() {
    return field == Field.COUNT
        || field == Field.SUM
        || (field == Field.VALUE && metric.kind() == Metric.Kind.COUNTER);
  }

  /** All labels by name, those of the source first. */
  public Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    if (!host) {
      named.put(SERVICE, service);
      named.put(INSTANCE, instance);
    }
    for (int i = 0; i < labels.size(); i++) {
      named.put(metric.labels().get(i), labels.get(i));
    }
    return named;
  }
}
