package io.tidemark.collector.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.tidemark.collector.verdict.Change;
import io.tidemark.collector.verdict.Finding;
import io.tidemark.collector.verdict.Suspect;
import io.tidemark.collector.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Findings as OTLP log events named {@value #EVENT}: one when a finding opens, one when its
 * suspects change, one when it closes. The body is the finding's sentence.
 *
 * <p>Bounded: {@value #MAX_SUSPECTS} suspects and {@value #MAX_BODY} characters; whatever is not
 * taken in time is dropped by the SDK, whose queue has a fixed length.
 */
final class OtlpFindings {
  static final String EVENT = "tidemark.finding";

  private static final int MAX_SUSPECTS = 5; // of whom each has a fifth
  private static final int MAX_BODY = 4096;

  private OtlpFindings() {}

  /** Hands the changes to the SDK, which sends them on a thread of its own or drops them. */
  static void emit(Logger logger, Verdict verdict) {
    for (Change change : verdict.changes()) {
      logger
          .logRecordBuilder()
          .setEventName(EVENT)
          .setTimestamp(Instant.ofEpochMilli(verdict.epochMs()))
          .setSeverity(severity(change))
          .setSeverityText(severity(change).name())
          .setBody(cut(change.finding().sentence()))
          .setAllAttributes(attributes(change))
          .emit();
    }
  }

  private static String cut(String sentence) {
    return sentence.length() <= MAX_BODY ? sentence : sentence.substring(0, MAX_BODY);
  }

  private static Severity severity(Change change) {
    if (change.kind() == Change.Kind.CLOSED) {
      return Severity.INFO;
    }
    return switch (change.finding().severity()) {
      case WARNING -> Severity.WARN;
      case CRITICAL -> Severity.ERROR;
    };
  }

  private static Attributes attributes(Change change) {
    Finding finding = change.finding();
    AttributesBuilder attributes =
        Attributes.builder()
            .put("tidemark.verdict.change", change.kind().name().toLowerCase(Locale.ROOT))
            .put("tidemark.verdict.id", finding.id())
            .put("tidemark.verdict.symptom", finding.symptom().id())
            .put("tidemark.verdict.severity", finding.severity().id())
            .put("tidemark.verdict.cause", finding.cause().id())
            .put("tidemark.verdict.service", finding.service())
            .put("tidemark.verdict.runbook", finding.runbook());
    if (finding.cause().accuses()) {
      List<Suspect> suspects = finding.suspects().stream().limit(MAX_SUSPECTS).toList();
      attributes.put(
          AttributeKey.stringArrayKey("client.name"),
          suspects.stream().map(Suspect::client).toList());
      attributes.put(
          AttributeKey.stringArrayKey("rpc.method"),
          suspects.stream().map(Suspect::handler).toList());
    }
    finding
        .forecastSeconds()
        .ifPresent(seconds -> attributes.put("tidemark.verdict.forecast", seconds));
    return attributes.build();
  }
}
