package io.tidemark.collector.page;

import io.tidemark.collector.verdict.Finding;
import io.tidemark.collector.verdict.Suspect;
import io.tidemark.collector.verdict.Verdict;
import io.tidemark.collector.who.CausedTable;
import io.tidemark.collector.who.Death;
import io.tidemark.collector.who.DeathText;
import io.tidemark.collector.who.Figures;
import io.tidemark.collector.who.FindingsText;
import io.tidemark.collector.who.Report;
import io.tidemark.collector.who.ReportRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The first page: the verdict, its evidence and the tables of {@code who}, rendered here, so that
 * it says what matters without JavaScript; the scripts keep it up to date and add what moves. It
 * asks nothing of any other server, and no script or style in it runs but the jar's own.
 */
final class WhoPage {
  /** Of each table; the JSON has all. */
  private static final int MAX_ROWS = 200;

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "text/html; charset=utf-8",
          "Content-Security-Policy", CONTENT_SECURITY_POLICY,
          "Referrer-Policy", "no-referrer");

  /**
   * What it shows.
   *
   * @param past what held at the moment that was asked for; empty for now
   * @param blind what the collector cannot see, in lines
   */
  record Content(
      Report report,
      Verdict verdict,
      Optional<Past> past,
      List<Death> deaths,
      List<String> blind,
      long nowEpochMs) {}

  private final String template;

  private WhoPage(String template) {
    this.template = template;
  }

  static WhoPage load() {
    String template = Assets.text("who.html");
    for (Map.Entry<String, String> asset : Assets.paths().entrySet()) {
      template = template.replace("{{" + asset.getKey() + "}}", asset.getValue());
    }
    return new WhoPage(template);
  }

  Answer answer(Content content) {
    return new Answer(200, HEADERS, out -> out.write(html(content)));
  }

  String html(Content content) {
    Verdict verdict = content.past().isPresent() ? Verdict.NONE : content.verdict();
    Report report = content.past().map(Past::report).orElse(content.report());
    String state = content.past().isPresent() ? "past" : verdict.state().id();
    String sentence = content.past().map(Past::sentence).orElse(verdict.sentence());
    List<String> wrong = content.past().map(Past::findings).orElse(findings(verdict));
    StringBuilder rows = new StringBuilder();
    StringBuilder caused = new StringBuilder();
    ReportRow culprit = report.verdict().culprit();
    named(report).forEach(row -> rows.append(row(row, numbers(row), row.equals(culprit))));
    CausedTable.rows(report, MAX_ROWS)
        .forEach(row -> caused.append(row(row, CausedTable.numbers(row), row.equals(culprit))));
    List<String> ended =
        content.deaths().stream().map(each -> DeathText.of(each, content.nowEpochMs())).toList();
    List<String> suspects = verdict.suspects().stream().map(WhoPage::suspect).toList();
    // In one pass each; a text that comes from outside has no brace that could be taken for more.
    return template
        .replace("{{state}}", state)
        .replace("{{window}}", Figures.amount(report.windowSeconds()))
        .replace("{{rows}}", rows)
        .replace("{{caused}}", caused)
        .replace("{{findings}}", items(FindingsText.lines(report.findings(), true)))
        .replace("{{none-ended}}", hiddenIf(ended.isEmpty()))
        .replace("{{ended}}", items(ended))
        .replace("{{no-suspects}}", hiddenIf(suspects.isEmpty()))
        .replace("{{suspects}}", items(suspects))
        .replace("{{no-wrong}}", hiddenIf(wrong.isEmpty()))
        .replace("{{wrong}}", items(wrong))
        .replace("{{blind}}", items(content.blind()))
        .replace("{{who}}", escape(report.verdict().sentence()))
        .replace("{{sentence}}", escape(sentence));
  }

  private static String hiddenIf(boolean empty) {
    return empty ? " hidden" : "";
  }

  private static List<String> findings(Verdict verdict) {
    return verdict.findings().stream().map(WhoPage::finding).toList();
  }

  private static String finding(Finding finding) {
    return finding.severity().id() + ": " + finding.sentence() + " " + finding.advice();
  }

  private static String suspect(Suspect suspect) {
    return "%s via %s in %s: %s of the %s beyond the usual, %s of the items with %s of the requests%s"
        .formatted(
            suspect.client(),
            suspect.handler(),
            suspect.service(),
            Figures.percent(suspect.share()),
            suspect.of(),
            Figures.percent(suspect.itemShare()),
            Figures.percent(suspect.requestShare()),
            suspect.stopped() ? "; has stopped" : "");
  }

  /** The rows that the page has room for, those that no request caused last. */
  static List<ReportRow> shown(Report report) {
    return Stream.concat(
            Stream.concat(named(report).stream(), CausedTable.rows(report, MAX_ROWS).stream())
                .filter(row -> !row.isUnattributed()),
            report.rows().stream().filter(ReportRow::isUnattributed).limit(MAX_ROWS))
        .distinct()
        .toList();
  }

  private static List<ReportRow> named(Report report) {
    return report.rows().stream().filter(row -> !row.isUnattributed()).limit(MAX_ROWS).toList();
  }

  private static String items(List<String> lines) {
    StringBuilder html = new StringBuilder();
    lines.forEach(line -> html.append("<li>").append(escape(line)).append("</li>\n"));
    return html.toString();
  }

  private static List<String> numbers(ReportRow row) {
    return DoubleStream.of(
            row.requestsPerSecond(),
            100 * row.requestShare(),
            100 * row.itemShare(),
            100 * row.timeShare(),
            row.itemsPerRequest(),
            row.errorsPerSecond())
        .mapToObj(Figures::amount)
        .toList();
  }

  private static String row(ReportRow row, List<String> numbers, boolean culprit) {
    StringBuilder html = new StringBuilder(culprit ? "<tr class=\"culprit\">" : "<tr>");
    Stream.concat(Stream.of(row.service(), row.client(), row.method()), numbers.stream())
        .forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
    return html.append("</tr>\n").toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("{", "&#123;"); // no name can be taken for a placeholder
  }
}
