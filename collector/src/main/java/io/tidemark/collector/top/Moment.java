package io.tidemark.collector.top;

import io.tidemark.collector.remote.JsonValue;
import io.tidemark.collector.who.ReportJson;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known at one moment. Immutable.
 *
 * @param epochMs when, in milliseconds since 1970
 * @param from where it comes from, in a word or two
 * @param who as {@code /api/v1/who} answers
 * @param verdict as {@code /api/v1/verdict} answers
 */
public record Moment(long epochMs, String from, JsonValue who, JsonValue verdict, Vitals vitals) {

  /** Whether the verdict engine has found anything wrong. */
  public boolean isWrong() {
    return !verdict.get("findings").elements().isEmpty();
  }

  /** The engine's sentence where it has found something, else who stands out in the window. */
  public String sentence() {
    JsonValue sentence =
        isWrong() || !standsOut() ? verdict.get("sentence") : who.get("verdict").get("sentence");
    return Cells.clean(sentence.text());
  }

  /** All of it on one line, for programs. */
  public String json() {
    return "{\"epoch_ms\":%d,\"from\":%s,\"sentence\":%s,\"vitals\":%s,\"who\":%s,\"verdict\":%s}"
        .formatted(
            epochMs,
            ReportJson.string(from),
            ReportJson.string(sentence()),
            vitals.json(),
            who,
            verdict);
  }

  /** Whether there is a window already, however short. */
  public boolean hasRates() {
    return who.get("window_seconds").orZero() > 0;
  }

  /** How bad it is. */
  Line.Style style() {
    if (isWrong()) {
      boolean critical =
          verdict.get("findings").elements().stream()
              .anyMatch(finding -> finding.get("severity").text().equals("critical"));
      return critical ? Line.Style.CRITICAL : Line.Style.WARNING;
    }
    boolean quiet = verdict.get("state").text().equals("quiet");
    return standsOut() ? Line.Style.WARNING : quiet ? Line.Style.CALM : Line.Style.PLAIN;
  }

  private boolean standsOut() {
    return who.get("verdict").get("stands_out").isTrue();
  }

  /** Who does what, in no order. */
  List<TopRow> rows() {
    Set<String> suspects =
        verdict.get("suspects").elements().stream().map(Moment::client).collect(Collectors.toSet());
    JsonValue named = who.get("verdict");
    return who.get("rows").elements().stream()
        .map(
            row ->
                TopRow.of(
                    row,
                    suspects.contains(client(row))
                        || (named.get("stands_out").isTrue() && isSame(named, row))))
        .toList();
  }

  private static String client(JsonValue of) {
    return of.get("service").text() + '\n' + of.get("client").text();
  }

  private static boolean isSame(JsonValue named, JsonValue row) {
    return client(named).equals(client(row))
        && named.get("method").text().equals(row.get("method").text());
  }
}
