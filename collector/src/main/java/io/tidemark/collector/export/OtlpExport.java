package io.tidemark.collector.export;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.View;
import io.tidemark.collector.sample.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Pushes the snapshots by OTLP, through the OpenTelemetry SDK and configured by its {@code OTEL_*}
 * variables, with a default interval of ten seconds. Traces and logs are off.
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
  private static final Map<String, String> OFF =
      Map.of("otel.traces.exporter", "none", "otel.logs.exporter", "none");

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
            .addPropertiesCustomizer(config -> merged(properties, OFF))
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

  private static Map<String, String> merged(Map<String, String> first, Map<String, String> last) {
    Map<String, String> merged = new HashMap<>(first);
    merged.putAll(last);
    return merged;
  }

  /** Exports once more and stops; gives up after three seconds. */
  @Override
  public void close() {
    // On a thread of its own: the SDK's shutdown itself may wait for an export under way.
    Thread shutdown =
        new Thread(
            () -> sdk.getSdkMeterProvider().shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS),
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
