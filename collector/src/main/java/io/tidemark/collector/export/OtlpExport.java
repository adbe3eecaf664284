package io.tidemark.collector.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.resources.Resource;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.verdict.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Pushes the snapshots by OTLP, through the OpenTelemetry SDK and configured by its {@code OTEL_*}
 * variables, with a default interval of ten seconds; and findings of the verdict as log events,
 * where the environment names a place for them. Traces are off.
 *
 * <p>The SDK exports on threads of its own, one export at a time: a receiver that does not answer
 * costs a failed export and one line a minute, and nothing piles up.
 */
public final class OtlpExport implements AutoCloseable {
  /** Any of these in the environment turns the export on. */
  private static final String[] SWITCHES = {
    "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_METRICS_EXPORTER"
  };

  private static final Map<String, String> DEFAULTS = Map.of("otel.metric.export.interval", "10s");

  /** What turns the log events on; the endpoint of metrics alone does not. */
  private static final List<String> LOGS =
      List.of(
          "otel.exporter.otlp.endpoint", "otel.exporter.otlp.logs.endpoint", "otel.logs.exporter");

  private static final String SERVICE = "tidemark-collector";

  // Nothing here uses an instrument; the SDK's exporters do, to measure themselves.
  private static final InstrumentSelector ALL_INSTRUMENTS =
      InstrumentSelector.builder().setName("*").build();
  private static final View DROPPED = View.builder().setAggregation(Aggregation.drop()).build();

  // Of the five that the whole collector may take to stop.
  private static final long FLUSH_SECONDS = 3;

  private final OpenTelemetrySdk sdk;

  private OtlpExport(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
  }

  /** Whether the environment asks for an export. */
  public static boolean wanted(Map<String, String> environment) {
    for (String name : SWITCHES) {
      String value = environment.getOrDefault(name, "");
      if (!value.isBlank() && !value.equals("none")) {
        return !environment.getOrDefault("OTEL_METRICS_EXPORTER", "").equals("none");
      }
    }
    return false;
  }

  /**
   * Starts to export.
   *
   * @param latest gives the last snapshot, at once; asked once for each export
   * @param outcome is told of each export whether it was taken
   * @throws io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException when a variable has a
   *     value that it cannot have
   */
  public static OtlpExport start(Supplier<Snapshot> latest, Consumer<Boolean> outcome) {
    return start(latest, outcome, Map.of());
  }

  /** As {@link #start(Supplier, Consumer)}, with properties that go before the environment. */
  static OtlpExport start(
      Supplier<Snapshot> latest, Consumer<Boolean> outcome, Map<String, String> properties) {
    return new OtlpExport(
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(() -> DEFAULTS)
            .addPropertiesCustomizer(config -> settings(config, properties))
            .addResourceCustomizer((resource, config) -> named(resource))
            .addMetricExporterCustomizer(
                (exporter, config) -> new CountedExporter(exporter, outcome))
            .addMeterProviderCustomizer(
                (meters, config) ->
                    meters
                        .registerView(ALL_INSTRUMENTS, DROPPED)
                        .registerMetricProducer(new OtlpMetrics(latest)))
            .build()
            .getOpenTelemetrySdk());
  }

  private static Map<String, String> settings(
      ConfigProperties config, Map<String, String> properties) {
    Map<String, String> settings = new HashMap<>(properties);
    settings.put("otel.traces.exporter", "none");
    boolean logs = false;
    for (String name : LOGS) {
      String value = properties.getOrDefault(name, config.getString(name, ""));
      logs |= !value.isBlank();
    }
    if (!logs) {
      settings.put("otel.logs.exporter", "none");
    }
    return settings;
  }

  // Of the log events; samples say themselves what they are about.
  private static Resource named(Resource resource) {
    AttributeKey<String> name = AttributeKey.stringKey("service.name");
    String given = resource.getAttribute(name);
    return given == null || given.startsWith("unknown_service")
        ? resource.merge(Resource.create(Attributes.of(name, SERVICE)))
        : resource;
  }

  /** Sends what a verdict changed, as log events; at once, without waiting, and at most once. */
  public void emit(Verdict verdict) {
    if (!verdict.changes().isEmpty()) {
      OtlpFindings.emit(sdk.getSdkLoggerProvider().get(SERVICE), verdict);
    }
  }

  /** Exports once more and stops; gives up after three seconds. */
  @Override
  public void close() {
    // On a thread of its own: the SDK's shutdown itself may wait for an export under way.
    Thread shutdown =
        new Thread(
            () -> {
              var logs = sdk.getSdkLoggerProvider().shutdown(); // at the same time
              sdk.getSdkMeterProvider().shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
              logs.join(FLUSH_SECONDS, TimeUnit.SECONDS);
            },
            "tidemark-otlp-shutdown");
    shutdown.setDaemon(true);
    shutdown.start();
    try {
      shutdown.join(TimeUnit.SECONDS.toMillis(FLUSH_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
