package io.tidemark.collector.who;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A report as one line of JSON, the same for {@code who --json} and the page's API. */
public final class ReportJson {
  private static final int DECIMALS = 6;

  private ReportJson() {}

  /**
   * The report; numbers are rounded to {@value #DECIMALS} decimals.
   *
   * @param deaths the JVMs that ended, newest first
   */
  public static String of(Report report, List<Death> deaths, long nowEpochMs) {
    StringJoiner rows = new StringJoiner(",", "[", "]");
    report.rows().forEach(row -> rows.add(row(row)));
    Findings findings = report.findings();
    StringJoiner unbounded = new StringJoiner(",", "[", "]");
    findings.unbounded().forEach(handler -> unbounded.add(unbounded(handler)));
    StringJoiner lines = new StringJoiner(",", "[", "]");
    FindingsText.lines(findings, true).forEach(line -> lines.add(string(line)));
    return ("{\"window_seconds\":%s,\"verdict\":%s,\"rows\":%s,\"unbounded\":%s,"
            + "\"heaviest_destination\":%s,\"heaviest_log_site\":%s,\"findings\":%s,"
            + "\"deaths\":%s}")
        .formatted(
            number(report.windowSeconds()),
            verdict(report.verdict()),
            rows,
            unbounded,
            destination(findings.destination()),
            logSite(findings.logSite()),
            lines,
            DeathJson.of(deaths, nowEpochMs));
  }

  private static String verdict(Verdict verdict) {
    ReportRow culprit = verdict.culprit();
    return "{\"stands_out\":%s,\"service\":%s,\"client\":%s,\"method\":%s,\"sentence\":%s}"
        .formatted(
            verdict.standsOut(),
            string(culprit == null ? null : culprit.service()),
            string(culprit == null ? null : culprit.client()),
            string(culprit == null ? null : culprit.method()),
            string(verdict.sentence()));
  }

  static String row(ReportRow row) {
    StringJoiner fields = new StringJoiner(",", "{", "}");
    fields.add("\"service\":" + string(row.service()));
    fields.add("\"client\":" + string(row.client()));
    fields.add("\"method\":" + string(row.method()));
    fields.add("\"requests_per_second\":" + number(row.requestsPerSecond()));
    fields.add("\"request_share\":" + number(row.requestShare()));
    fields.add("\"items_per_second\":" + number(row.itemsPerSecond()));
    fields.add("\"item_share\":" + number(row.itemShare()));
    fields.add("\"time_share\":" + number(row.timeShare()));
    fields.add("\"errors_per_second\":" + number(row.errorsPerSecond()));
    fields.add("\"items_per_request\":" + number(row.itemsPerRequest()));
    fields.add("\"caused\":" + caused(row));
    return fields.toString();
  }

  private static String caused(ReportRow row) {
    StringJoiner effects = new StringJoiner(",", "{", "}");
    row.caused()
        .forEach(
            (effect, caused) ->
                effects.add(
                    "%s:{\"per_second\":%s,\"share\":%s,\"per_request\":%s%s}"
                        .formatted(
                            string(effect.jsonName()),
                            number(caused.perSecond()),
                            number(caused.share()),
                            number(caused.perRequest()),
                            caused.reason() == null
                                ? ""
                                : ",\"reason\":" + string(caused.reason()))));
    return effects.toString();
  }

  private static String unbounded(Findings.Handler handler) {
    return "{\"service\":%s,\"method\":%s,\"batches\":%d,\"up_to_tasks\":%d}"
        .formatted(
            string(handler.service()),
            string(handler.evidence().method()),
            handler.evidence().batches(),
            handler.evidence().upToTasks());
  }

  private static String destination(Findings.@Nullable Destination to) {
    return to == null
        ? "null"
        : ("{\"service\":%s,\"destination\":%s,\"dials_per_second\":%s,\"failed_share\":%s,"
                + "\"median_life_seconds\":%s,\"closed_by_us_share\":%s}")
            .formatted(
                string(to.service()),
                string(to.name()),
                number(to.dialsPerSecond()),
                number(to.failedShare()),
                number(to.medianLifeSeconds()),
                number(to.closedByUsShare()));
  }

  private static String logSite(Findings.@Nullable LogSite at) {
    return at == null
        ? "null"
        : "{\"service\":%s,\"site\":%s,\"events_per_second\":%s,\"blocked_seconds_per_second\":%s}"
            .formatted(
                string(at.service()),
                string(at.site()),
                number(at.eventsPerSecond()),
                number(at.blockedSecondsPerSecond()));
  }

  /** A number as JSON, rounded. */
  public static String number(double value) {
    String plain =
        BigDecimal.valueOf(value)
            .setScale(DECIMALS, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  /** A text as JSON; null for none. */
  public static String string(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
