package io.tidemark.collector.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
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
      OtlpExport export = start(receiver.endpoint());
      export.emit(verdict(List.of(new Change(Change.Kind.OPENED, finding(1)))));
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

  @Test
  void oneEventForEachChangeAndNoneForWhatGoesOn() throws IOException, InterruptedException {
    try (OtlpReceiver receiver = OtlpReceiver.grpc()) {
      OtlpExport export = start(receiver.endpoint());
      export.emit(verdict(List.of()));
      export.emit(
          verdict(
              List.of(
                  new Change(Change.Kind.SUSPECT_CHANGED, finding(1)),
                  new Change(Change.Kind.CLOSED, finding(1)))));
      export.emit(verdict(List.of()));
      export.close();

      List<String> events = new ArrayList<>();
      for (LogRecord event : only(receiver.nextLogs()).getScopeLogs(0).getLogRecordsList()) {
        events.add(
            event.getSeverityText() + " " + attributes(event).get("tidemark.verdict.change"));
      }
      assertEquals(List.of("ERROR suspect_changed", "INFO closed"), events);
    }
  }

  @Test
  void namesAndSentencesOfAnEventAreBounded() throws IOException, InterruptedException {
    try (OtlpReceiver receiver = OtlpReceiver.grpc()) {
      OtlpExport export = start(receiver.endpoint());
      export.emit(verdict(List.of(new Change(Change.Kind.OPENED, finding(500)))));
      export.close();

      LogRecord event = only(receiver.nextLogs()).getScopeLogs(0).getLogRecords(0);
      assertEquals(
          "5 clients, 5 methods, 10 attributes, body of 4096",
          arraySize(event, "client.name")
              + " clients, "
              + arraySize(event, "rpc.method")
              + " methods, "
              + event.getAttributesCount()
              + " attributes, body of "
              + event.getBody().getStringValue().length());
    }
  }

  @Test
  void aReceiverThatNeverAnswersNeitherHoldsNorFillsNorDelaysTheCollector() throws IOException {
    // Takes connections and says nothing: worse than one that refuses.
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      OtlpExport export = start("http://127.0.0.1:" + silent.getLocalPort());
      Verdict changed = verdict(List.of(new Change(Change.Kind.OPENED, finding(3))));
      // Far more than a queue holds: what finds no place is dropped, and emit returns.
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            for (int i = 0; i < 50_000; i++) {
              export.emit(changed);
            }
            export.close(); // gives up after three seconds
          });
    }
  }

  private static OtlpExport start(String endpoint) {
    return OtlpExport.start(
        Samples::snapshot,
        sent -> {},
        Map.of(
            "otel.metric.export.interval",
            "1h",
            "otel.exporter.otlp.protocol",
            "grpc",
            "otel.exporter.otlp.endpoint",
            endpoint));
  }

  private static int arraySize(LogRecord event, String key) {
    return event.getAttributesList().stream()
        .filter(each -> each.getKey().equals(key))
        .mapToInt(each -> each.getValue().getArrayValue().getValuesCount())
        .sum();
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

  private static Finding finding(int suspects) {
    List<Suspect> all = new ArrayList<>();
    for (int i = 0; i < suspects; i++) {
      String name = suspects == 1 ? "a-job" : "job-" + i;
      all.add(
          new Suspect(
              "svc", name, "pkg.S/M", 1, "dials", 3, 0.01, 50, 0.9, 17, 0, 2_000, 0, 9, 1, false));
    }
    return new Finding(
        "ports-1",
        Stage.PORTS,
        Severity.CRITICAL,
        Cause.CLIENT,
        "svc",
        "127.32.0.1",
        all,
        suspects == 1 ? "it was a-job" : "it was all of them ".repeat(50 * suspects),
        List.of(),
        1,
        OptionalDouble.of(14),
        Stage.ITEMS,
        "stop it");
  }

  private static Verdict verdict(List<Change> changes) {
    return new Verdict(
        1_800_000_000_000L,
        Verdict.State.NAMED,
        "it was a-job.",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        changes);
  }
}
