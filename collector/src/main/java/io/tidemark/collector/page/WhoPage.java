package io.tidemark.collector.page;

import io.tidemark.collector.who.CausedTable;
import io.tidemark.collector.who.Death;
import io.tidemark.collector.who.DeathText;
import io.tidemark.collector.who.Figures;
import io.tidemark.collector.who.FindingsText;
import io.tidemark.collector.who.Report;
import io.tidemark.collector.who.ReportRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The first page: the verdict and the tables of {@code who}, rendered here and refreshed in the
 * browser. It is complete without JavaScript, and asks nothing of any other server.
 */
final class WhoPage {
  /** Of each table; the JSON has all. */
  private static final int MAX_ROWS = 200;

  private final String template;
  private final Map<String, String> headers;

  private WhoPage(String template) {
    this.template = template;
    this.headers =
        Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Content-Security-Policy", contentSecurityPolicy(template),
            "Referrer-Policy", "no-referrer");
  }

  static WhoPage load() {
    try (InputStream page = WhoPage.class.getResourceAsStream("who.html")) {
      if (page == null) {
        throw new IllegalStateException("who.html is not in the jar");
      }
      return new WhoPage(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer answer(Report report, List<Death> deaths, long nowEpochMs) {
    return new Answer(200, headers, out -> out.write(html(report, deaths, nowEpochMs)));
  }

  String html(Report report, List<Death> deaths, long nowEpochMs) {
    StringBuilder rows = new StringBuilder();
    StringBuilder caused = new StringBuilder();
    StringBuilder findings = new StringBuilder();
    ReportRow culprit = report.verdict().culprit();
    report.rows().stream()
        .filter(row -> !row.isUnattributed())
        .limit(MAX_ROWS)
        .forEach(row -> rows.append(row(row, numbers(row), row.equals(culprit))));
    CausedTable.rows(report, MAX_ROWS)
        .forEach(row -> caused.append(row(row, CausedTable.numbers(row), row.equals(culprit))));
    FindingsText.lines(report.findings(), true).forEach(line -> findings.append(item(line)));
    StringBuilder ended = new StringBuilder();
    deaths.forEach(death -> ended.append(item(DeathText.of(death, nowEpochMs))));
    // In one pass each, and the texts that come from outside last.
    return template
        .replace("{{state}}", report.verdict().standsOut() ? "stands-out" : "quiet")
        .replace("{{window}}", Figures.amount(report.windowSeconds()))
        .replace("{{rows}}", rows)
        .replace("{{caused}}", caused)
        .replace("{{findings}}", findings)
        .replace("{{none-ended}}", deaths.isEmpty() ? " hidden" : "")
        .replace("{{ended}}", ended)
        .replace("{{sentence}}", escape(report.verdict().sentence()));
  }

  private static String item(String line) {
    return "<li>" + escape(line) + "</li>\n";
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

  // Only the template's own script and style may run, each by its hash.
  private static String contentSecurityPolicy(String template) {
    return "default-src 'none'; script-src '%s'; style-src '%s'; connect-src 'self'; img-src data:; "
            .formatted(hash(template, "script"), hash(template, "style"))
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String hash(String template, String element) {
    int begin = template.indexOf("<" + element + ">") + element.length() + 2;
    byte[] content =
        template
            .substring(begin, template.indexOf("</" + element + ">"))
            .getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
