package io.tidemark.collector.verdict;

import static io.tidemark.collector.who.ReportJson.number;
import static io.tidemark.collector.who.ReportJson.string;

import java.util.List;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.function.Function;

/** A verdict as one line of JSON, as {@code /api/v1/verdict} answers. */
public final class VerdictJson {
  private VerdictJson() {}

  /** The verdict; numbers are rounded to 6 decimals, times are in milliseconds since 1970. */
  public static String of(Verdict verdict) {
    return object(
        "\"epoch_ms\":" + verdict.epochMs(),
        "\"state\":" + string(verdict.state().id()),
        "\"sentence\":" + string(verdict.sentence()),
        "\"findings\":" + array(verdict.findings(), VerdictJson::of),
        "\"suspects\":" + array(verdict.suspects(), VerdictJson::of),
        "\"chain\":" + array(verdict.chain(), VerdictJson::of),
        "\"victims\":" + array(verdict.victims(), VerdictJson::of));
  }

  /** One finding. */
  public static String of(Finding finding) {
    return object(
        "\"id\":" + string(finding.id()),
        "\"symptom\":" + string(finding.symptom().id()),
        "\"severity\":" + string(finding.severity().id()),
        "\"cause\":" + string(finding.cause().id()),
        "\"service\":" + string(finding.service()),
        "\"place\":" + string(finding.place()),
        "\"sentence\":" + string(finding.sentence()),
        "\"since_epoch_ms\":" + finding.sinceEpochMs(),
        "\"forecast_seconds\":" + orNull(finding.forecastSeconds()),
        "\"consequence_of\":" + string(finding.consequenceOf().id()),
        "\"advice\":" + string(finding.advice()),
        "\"runbook\":" + string(finding.runbook()),
        "\"suspects\":" + array(finding.suspects(), VerdictJson::of),
        "\"numbers\":" + array(finding.numbers(), VerdictJson::of));
  }

  private static String of(Suspect suspect) {
    return object(
        "\"service\":" + string(suspect.service()),
        "\"client\":" + string(suspect.client()),
        "\"method\":" + string(suspect.handler()),
        "\"share\":" + number(suspect.share()),
        "\"share_of\":" + string(suspect.of()),
        "\"per_second\":" + number(suspect.effectPerSecond()),
        "\"usual_per_second\":" + number(suspect.usualEffectPerSecond()),
        "\"requests_per_second\":" + number(suspect.requestsPerSecond()),
        "\"usual_requests_per_second\":" + number(suspect.usualRequestsPerSecond()),
        "\"request_share\":" + number(suspect.requestShare()),
        "\"items_per_second\":" + number(suspect.itemsPerSecond()),
        "\"item_share\":" + number(suspect.itemShare()),
        "\"items_per_request\":" + number(suspect.itemsPerRequest()),
        "\"requests_seen\":" + suspect.requestsSeen(),
        "\"since_epoch_ms\":" + suspect.sinceEpochMs(),
        "\"stopped\":" + suspect.stopped());
  }

  private static String of(Figure figure) {
    return object(
        "\"name\":" + string(figure.name()),
        "\"value\":" + number(figure.value()),
        "\"usual\":" + orNull(figure.usual()),
        "\"unit\":" + string(figure.unit()));
  }

  private static String of(Link link) {
    return object(
        "\"stage\":" + string(link.stage().id()),
        "\"place\":" + string(link.place()),
        "\"since_epoch_ms\":" + link.sinceEpochMs(),
        "\"active\":" + link.active(),
        "\"figure\":" + of(link.figure()));
  }

  private static String of(Victim victim) {
    return object(
        "\"service\":" + string(victim.service()),
        "\"client\":" + string(victim.client()),
        "\"errors_per_second\":" + number(victim.errorsPerSecond()),
        "\"usual_errors_per_second\":" + number(victim.usualErrorsPerSecond()),
        "\"latency_seconds\":" + orNull(victim.latencySeconds()),
        "\"usual_latency_seconds\":" + orNull(victim.usualLatencySeconds()));
  }

  private static String orNull(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "null";
  }

  private static <T> String array(List<T> all, Function<T, String> json) {
    StringJoiner array = new StringJoiner(",", "[", "]");
    all.forEach(each -> array.add(json.apply(each)));
    return array.toString();
  }

  private static String object(String... fields) {
    return "{" + String.join(",", fields) + "}";
  }
}
