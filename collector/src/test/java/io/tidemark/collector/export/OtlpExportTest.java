package io.tidemark.collector.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.TextFormat;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Sends to real receivers, decodes with the official protos and compares the whole message. */
final class OtlpExportTest {
  private static final Map<String, String> QUIET = Map.of("otel.metric.export.interval", "1h");

  @Test
  void sendsEverySampleByGrpc() throws IOException, InterruptedException {
    try (OtlpReceiver receiver = OtlpReceiver.grpc()) {
      assertSent(receiver, "grpc");
    }
  }

  @Test
  void sendsEverySampleByHttp() throws IOException, InterruptedException {
    try (OtlpReceiver receiver = OtlpReceiver.http()) {
      assertSent(receiver, "http/protobuf");
    }
  }

  @Test
  void sendsAgainAndAgain() throws IOException, InterruptedException {
    try (OtlpReceiver receiver = OtlpReceiver.grpc()) {
      OtlpExport export =
          OtlpExport.start(
              Samples::snapshot,
              sent -> {},
              Map.of(
                  "otel.exporter.otlp.endpoint",
                  receiver.endpoint(),
                  "otel.metric.export.interval",
                  "50ms"));
      assertEquals(normalized(receiver.next()), normalized(receiver.next()));
      export.close();
    }
  }

  @Test
  void stopsThoughNobodyListens() throws IOException {
    int deadPort;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      deadPort = taken.getLocalPort();
    }
    OtlpExport export =
        OtlpExport.start(
            Samples::snapshot,
            sent -> {},
            Map.of(
                "otel.exporter.otlp.endpoint",
                "http://127.0.0.1:" + deadPort,
                "otel.metric.export.interval",
                "50ms"));
    export.close();
  }

  @Test
  void refusesAVariableThatMakesNoSense() {
    assertThrows(
        ConfigurationException.class,
        () ->
            OtlpExport.start(
                Samples::snapshot, sent -> {}, Map.of("otel.exporter.otlp.protocol", "carrier")));
  }

  @Test
  void isOnOnlyWhenItIsAskedFor() {
    assertFalse(OtlpExport.wanted(Map.of()));
    assertFalse(OtlpExport.wanted(Map.of("OTEL_SERVICE_NAME", "x", "OTEL_METRICS_EXPORTER", "")));
    assertFalse(
        OtlpExport.wanted(
            Map.of("OTEL_METRICS_EXPORTER", "none", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://x")));
    for (String name :
        List.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
            "OTEL_METRICS_EXPORTER")) {
      assertTrue(OtlpExport.wanted(Map.of(name, "otlp")), name);
    }
  }

  private static void assertSent(OtlpReceiver receiver, String protocol)
      throws IOException, InterruptedException {
    Map<String, String> properties = new HashMap<>(QUIET);
    properties.put("otel.exporter.otlp.protocol", protocol);
    properties.put("otel.exporter.otlp.endpoint", receiver.endpoint());
    OtlpExport.start(Samples::snapshot, sent -> {}, properties).close();
    assertEquals(expected(), normalized(receiver.next()));
    assertEquals(0, receiver.waiting());
  }

  private static String expected() throws IOException {
    ExportMetricsServiceRequest.Builder message = ExportMetricsServiceRequest.newBuilder();
    String version =
        Objects.requireNonNull(
            Resource.getDefault().getAttribute(AttributeKey.stringKey("telemetry.sdk.version")));
    TextFormat.merge(Resources.read("otlp.txtpb").replace("$SDK_VERSION", version), message);
    return normalized(message.build());
  }

  /** As text, with what the SDK leaves in no particular order sorted. */
  private static String normalized(ExportMetricsServiceRequest message) {
    ExportMetricsServiceRequest.Builder sorted = ExportMetricsServiceRequest.newBuilder();
    message.getResourceMetricsList().stream()
        .sorted(Comparator.comparing(OtlpExportTest::instance))
        .forEach(sorted::addResourceMetrics);
    return TextFormat.printer().printToString(sorted);
  }

  private static String instance(ResourceMetrics resource) {
    return resource.getResource().getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals("service.instance.id"))
        .map(KeyValue::getValue)
        .map(value -> value.getStringValue())
        .findFirst()
        .orElse("");
  }
}
