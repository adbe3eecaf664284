package io.tidemark.collector.export;

import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import io.tidemark.collector.sample.Source;
import java.util.Map;
import java.util.Set;

/** A source as an OTLP resource. */
final class OtlpResource {
  // The attributes of OpenTelemetry's conventions that are integers.
  private static final Set<String> INTEGERS = Set.of("process.pid");

  private OtlpResource() {}

  /**
   * The resource of a source: what {@code OTEL_RESOURCE_ATTRIBUTES} says of the collector holds for
   * everything on its host, and what a source says of itself comes before it.
   */
  static Resource of(Source source, Resource base) {
    ResourceBuilder resource = Resource.builder().putAll(base.getAttributes());
    for (Map.Entry<String, String> attribute : source.attributes().entrySet()) {
      put(resource, attribute.getKey(), attribute.getValue());
    }
    resource.put("service.name", source.service());
    resource.put("service.instance.id", source.instance());
    return resource.build();
  }

  private static void put(ResourceBuilder resource, String key, String value) {
    if (INTEGERS.contains(key) && value.matches("\\d{1,18}")) {
      resource.put(key, Long.parseLong(value));
    } else {
      resource.put(key, value);
    }
  }
}
