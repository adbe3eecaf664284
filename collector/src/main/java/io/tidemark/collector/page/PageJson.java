package io.tidemark.collector.page;

import static io.tidemark.collector.who.ReportJson.string;

import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.verdict.Moment;
import io.tidemark.collector.verdict.Trace;
import io.tidemark.collector.verdict.Verdict;
import io.tidemark.collector.verdict.VerdictJson;
import io.tidemark.collector.who.Death;
import io.tidemark.collector.who.Report;
import io.tidemark.collector.who.ReportJson;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** All that the page shows of one moment, on one line; the same to everybody. */
final class PageJson {
  private static final int MAX_DEATHS = 10;

  private PageJson() {}

  static String of(
      Snapshot snapshot,
      Verdict verdict,
      Report report,
      List<Death> deaths,
      Moment moment,
      long nowEpochMs) {
    StringJoiner blind = new StringJoiner(",", "[", "]");
    BlindSpots.lines(snapshot).forEach(line -> blind.add(string(line)));
    List<Death> last = deaths.subList(0, Math.min(MAX_DEATHS, deaths.size()));
    return "{\"now\":"
        + nowEpochMs
        + ",\"sampled\":"
        + snapshot.epochMs()
        + ",\"verdict\":"
        + VerdictJson.of(verdict)
        + ",\"who\":"
        + ReportJson.of(shortened(report), last, nowEpochMs)
        + ",\"ports\":"
        + PortsJson.of(snapshot)
        + ",\"jvms\":"
        + JvmsJson.of(snapshot)
        + ",\"blind\":"
        + blind
        + ",\"moment\":"
        + moment(moment)
        + "}";
  }

  /** With the rows alone that the page has room for, those that no request caused among them. */
  static Report shortened(Report report) {
    return new Report(
        report.windowSeconds(),
        report.verdict(),
        WhoPage.shown(report),
        report.findings(),
        report.jvms(),
        report.deadJvms(),
        report.unreadable());
  }

  private static String moment(Moment moment) {
    StringJoiner traces = new StringJoiner(",", "{", "}");
    Trace.ALL.forEach(
        trace -> traces.add("\"" + trace.id() + "\":" + number(moment.figure(trace))));
    StringJoiner rows = new StringJoiner(",", "[", "]");
    for (Moment.Heavy row : moment.heaviest()) {
      rows.add(
          "{\"service\":%s,\"client\":%s,\"method\":%s,\"items\":%s}"
              .formatted(
                  string(row.service()),
                  string(row.client()),
                  string(row.handler()),
                  number(row.weight())));
    }
    return "{\"time\":" + moment.epochMs() + ",\"traces\":" + traces + ",\"rows\":" + rows + "}";
  }

  /** Four digits or so are all that a chart can show; null for what is not a number. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "null";
    }
    double size = Math.abs(value);
    if (size >= 100 || value == Math.rint(value)) {
      return Long.toString(Math.round(value));
    }
    return String.format(Locale.ROOT, size < 1 ? "%.5f" : "%.2f", value);
  }
}
