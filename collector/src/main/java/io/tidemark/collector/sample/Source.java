package io.tidemark.collector.sample;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sample is about: one JVM, or the host. It becomes the OTLP resource, and for a JVM the
 * Prometheus labels {@code service_name} and {@code service_instance_id}.
 *
 * @param service {@code service.name}
 * @param instance {@code service.instance.id}: stable for a service's n-th JVM on a host, so that
 *     series outlive restarts
 * @param startEpochMs since when its counters count, in milliseconds since 1970
 * @param attributes further resource attributes for OTLP, such as {@code process.pid}
 * @param host true for the host itself, whose samples carry no service labels
 */
public record Source(
    String service,
    String instance,
    long startEpochMs,
    Map<String, String> attributes,
    boolean host) {

  /** Copies the attributes, sorted. */
  public Source {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }
}
