package io.tidemark.collector.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.who.Report;
import io.tidemark.collector.who.ReportRow;
import io.tidemark.collector.who.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WhoPageTest {
  private static final String HOSTILE = "<script>alert('\"&{{rows}}')</script>";

  @Test
  void rendersTheTableWithoutJavaScript() {
    String html = WhoPage.load().html(report("web", "Nothing stands out: x"));
    assertTrue(
        html.contains(
            "<tr><td>dataplane</td><td>web</td><td>p.S/M</td><td>2.7</td><td>0.9</td><td>96</td>"
                + "<td>50</td><td>18,204</td><td>&lt;0.1</td></tr>"),
        html);
    assertTrue(html.contains("<body class=\"quiet\">"), html);
    assertFalse(html.contains("{{"), html);
  }

  @Test
  void marksWhoStandsOut() {
    Report quiet = report("web", "x");
    Verdict verdict = new Verdict(quiet.rows().get(0), "web did it");
    Report report = new Report(10, verdict, quiet.rows(), 1, 0, List.of());
    String html = WhoPage.load().html(report);
    assertTrue(html.contains("<body class=\"stands-out\">"), html);
    assertTrue(html.contains("<tr class=\"culprit\"><td>dataplane</td><td>web</td>"), html);
  }

  @Test
  void escapesEverythingThatComesFromOutside() {
    String escaped = "&lt;script&gt;alert(&#39;&quot;&amp;&#123;&#123;rows}}&#39;)&lt;/script&gt;";
    assertEquals(escaped, WhoPage.escape(HOSTILE));
    String html = WhoPage.load().html(report(HOSTILE, HOSTILE));
    assertFalse(html.contains("alert('"), html);
    assertTrue(html.contains("<td>" + escaped + "</td>"), html);
    assertTrue(html.contains("aria-live=\"polite\">" + escaped + "</h1>"), html);
  }

  @Test
  void asksNothingOfAnotherServer() {
    String html = WhoPage.load().html(report("web", "x"));
    assertFalse(html.matches("(?s).*(https?:|['\"(=]//).*"), html);
  }

  private static Report report(String client, String sentence) {
    ReportRow row =
        new ReportRow(
            "dataplane", client, "p.S/M", 27, 2.7, 0.009, 49_150.8, 0.96, 0.5, 0.01, 18_204, 3);
    return new Report(10, new Verdict(null, sentence), List.of(row), 1, 0, List.of());
  }
}
