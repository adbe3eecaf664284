package io.tidemark.collector.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.tidemark.collector.verdict.Cause;
import io.tidemark.collector.verdict.Change;
import io.tidemark.collector.verdict.Finding;
import io.tidemark.collector.verdict.Severity;
import io.tidemark.collector.verdict.Stage;
import io.tidemark.collector.verdict.Suspect;
import io.tidemark.collector.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Sends findings to a real receiver. */
final class OtlpFindingsTest {
  @Test
  void aFindingThatOpensIsALogEvent() throws IOException, InterruptedException {
    try (OtlpReceiver receiver = OtlpReceiver.grpc()) {
      OtlpExport export =
          OtlpExport.start(
              Samples::snapshot,
              sent -> {},
              Map.of(
                  "otel.metric.export.interval",
                  "1h",
                  "otel.exporter.otlp.protocol",
                  "grpc",
                  "otel.exporter.otlp.endpoint",
                  receiver.endpoint()));
      export.emit(verdict());
      export.close();

      ResourceLogs logs = only(receiver.nextLogs());
      LogRecord event = logs.getScopeLogs(0).getLogRecords(0);
      assertEquals(
          "tidemark.finding ERROR 1800000000000000000 it was a-job",
          event.getEventName()
              + " "
              + event.getSeverityText()
              + " "
              + event.getTimeUnixNano()
              + " "
              + event.getBody().getStringValue());
      assertEquals(
          "{client.name=a-job, rpc.method=pkg.S/M, tidemark.verdict.cause=client,"
              + " tidemark.verdict.change=opened, tidemark.verdict.forecast=14.0,"
              + " tidemark.verdict.id=ports-1, tidemark.verdict.runbook=alerts/RUNBOOK.md#"
              + "sourceportsrunningout, tidemark.verdict.service=svc,"
              + " tidemark.verdict.severity=critical, tidemark.verdict.symptom=ports}",
          attributes(event).toString());
      assertEquals(
          1,
          logs.getResource().getAttributesList().stream()
              .filter(each -> each.getKey().equals("service.name"))
              .filter(each -> each.getValue().getStringValue().equals("tidemark-collector"))
              .count());
    }
  }

  private static ResourceLogs only(ExportLogsServiceRequest request) {
    assertEquals(1, request.getResourceLogsCount());
    return request.getResourceLogs(0);
  }

  private static Map<String, String> attributes(LogRecord event) {
    Map<String, String> attributes = new TreeMap<>();
    event
        .getAttributesList()
        .forEach(
            each -> {
              var value = each.getValue();
              String text =
                  value.hasArrayValue()
                      ? value.getArrayValue().getValues(0).getStringValue()
                      : value.hasDoubleValue()
                          ? Double.toString(value.getDoubleValue())
                          : value.getStringValue();
              attributes.put(each.getKey(), text);
            });
    return attributes;
  }

  private static Verdict verdict() {
    Suspect suspect =
        new Suspect(
            "svc", "a-job", "pkg.S/M", 1, "dials", 3, 0.01, 50, 0.9, 17, 0, 2_000, 0, 9, 1, false);
    Finding finding =
        new Finding(
            "ports-1",
            Stage.PORTS,
            Severity.CRITICAL,
            Cause.CLIENT,
            "svc",
            "127.32.0.1",
            List.of(suspect),
            "it was a-job",
            List.of(),
            1,
            OptionalDouble.of(14),
            Stage.ITEMS,
            "stop it");
    return new Verdict(
        1_800_000_000_000L,
        Verdict.State.NAMED,
        "it was a-job.",
        List.of(finding),
        List.of(suspect),
        List.of(),
        List.of(),
        List.of(new Change(Change.Kind.OPENED, finding)));
  }
}
