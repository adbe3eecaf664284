package io.tidemark.collector.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.verdict.Cause;
import io.tidemark.collector.verdict.Finding;
import io.tidemark.collector.verdict.Severity;
import io.tidemark.collector.verdict.Stage;
import io.tidemark.collector.verdict.Suspect;
import io.tidemark.collector.verdict.Verdict.State;
import io.tidemark.collector.who.Caused;
import io.tidemark.collector.who.Effect;
import io.tidemark.collector.who.Findings;
import io.tidemark.collector.who.Report;
import io.tidemark.collector.who.ReportRow;
import io.tidemark.collector.who.Unbounded;
import io.tidemark.collector.who.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class WhoPageTest {
  private static final String HOSTILE = "<script>alert('\"&{{rows}}')</script>";

  @Test
  void rendersTheTableWithoutJavaScript() {
    String html = html(report("web", "Nothing stands out: x"));
    assertTrue(
        html.contains(
            "<tr><td>dataplane</td><td>web</td><td>p.S/M</td><td>2.7</td><td>0.9</td><td>96</td>"
                + "<td>50</td><td>18,204</td><td>&lt;0.1</td></tr>"),
        html);
    assertTrue(html.contains("<body class=\"warming_up\">"), html);
    assertFalse(html.contains("{{"), html);
  }

  @Test
  void rendersWhatWasCausedWithoutJavaScript() {
    String html = html(report("web", "x"));
    assertTrue(
        html.contains(
            """
            <tbody id="caused">
            <tr><td>dataplane</td><td>web</td><td>p.S/M</td><td>48,000</td><td>0</td>\
            <td>&lt;0.1</td><td>0</td><td>13</td><td>0</td></tr>
            <tr><td>dataplane</td><td>unattributed</td><td>unattributed</td><td>0</td><td>0</td>\
            <td>0</td><td>3</td><td>0</td><td>0</td></tr>
            </tbody>"""),
        html);
    assertTrue(
        html.contains(
            """
            <li>no limit: web: 3 batches of up to 512 tasks ran all at once (dataplane)</li>
            <li>most dials: 10.0.0.1:11211: 2,000/s, 98 % failed; median life 3 ms, 100 % closed by us \
            (dataplane)</li>
            <li>most log events: web: 900/s, blocking 0.3 threads on average (dataplane)</li>
            </ul>"""),
        html);
  }

  @Test
  void showsNoMoreRowsThanPeopleRead() {
    ReportRow row = report("web", "x").rows().get(0);
    Report many =
        new Report(
            10,
            new Verdict(null, "x"),
            Collections.nCopies(5000, row),
            Findings.NONE,
            1,
            0,
            List.of());
    // Both tables and their headings.
    assertEquals(2 + 2 * 200, html(many).split("<tr>", -1).length - 1);
  }

  @Test
  void marksWhoStandsOut() {
    Report quiet = report("web", "x");
    Verdict verdict = new Verdict(quiet.rows().get(0), "web did it");
    Report report = new Report(10, verdict, quiet.rows(), quiet.findings(), 1, 0, List.of());
    String html = html(report);
    assertTrue(html.contains("<tr class=\"culprit\"><td>dataplane</td><td>web</td>"), html);
  }

  @Test
  void escapesEverythingThatComesFromOutside() {
    String escaped = "&lt;script&gt;alert(&#39;&quot;&amp;&#123;&#123;rows}}&#39;)&lt;/script&gt;";
    assertEquals(escaped, WhoPage.escape(HOSTILE));
    String html = html(report(HOSTILE, HOSTILE), verdict(HOSTILE), Optional.empty());
    assertFalse(html.contains("alert('"), html);
    assertTrue(html.contains("<td>" + escaped + "</td>"), html);
    assertTrue(html.contains("<h1 id=\"verdict\">" + escaped + "</h1>"), html);
    assertTrue(html.contains("<p id=\"who\" class=\"soft\">" + escaped + "</p>"), html);
    assertTrue(html.contains("<li>" + escaped + " via " + escaped + " in " + escaped), html);
    assertTrue(html.contains("<li>critical: " + escaped), html);
    assertTrue(html.contains("<li>cannot see " + escaped), html);
  }

  @Test
  void saysTheVerdictAndItsEvidenceWithoutJavaScript() {
    String html = html(report("web", "x"), verdict("web"), Optional.empty());
    assertTrue(html.contains("<body class=\"named\">"), html);
    assertTrue(html.contains("<h1 id=\"verdict\">web</h1>"), html);
    assertTrue(
        html.contains(
            """
            <ol id="suspects" class="cards">
            <li>web via web in web: 98 % of the dials beyond the usual, 96 % of the items with 0.9 % \
            of the requests; has stopped</li>
            </ol>"""),
        html);
    assertTrue(html.contains("<li>critical: web Stop web.</li>"), html);
  }

  @Test
  void saysWhatHeldAtAMoment() {
    Past past = new Past("At noon: ports.", List.of("ports", "logs"), report("old", ""));
    String html = html(report("web", "x"), verdict("web"), Optional.of(past));
    assertTrue(html.contains("<body class=\"past\">"), html);
    assertTrue(html.contains("<h1 id=\"verdict\">At noon: ports.</h1>"), html);
    assertTrue(html.contains("<li>ports</li>\n<li>logs</li>"), html);
    assertTrue(html.contains("<td>old</td>"), html);
    assertFalse(html.contains("<td>web</td>"), html);
  }

  @Test
  void asksNothingOfAnotherServer() {
    String html = html(report("web", "x"));
    assertFalse(html.matches("(?s).*(https?:|['\"(=]//).*"), html);
  }

  private static String html(Report report) {
    return html(report, io.tidemark.collector.verdict.Verdict.NONE, Optional.empty());
  }

  private static String html(
      Report report, io.tidemark.collector.verdict.Verdict verdict, Optional<Past> past) {
    return WhoPage.load()
        .html(
            new WhoPage.Content(
                report, verdict, past, List.of(), List.of("cannot see " + HOSTILE), 0));
  }

  private static io.tidemark.collector.verdict.Verdict verdict(String name) {
    Suspect suspect =
        new Suspect(
            name, name, name, 0.98, "dials", 2.7, 0.009, 49_150.8, 0.96, 18_204, 0, 2000, 0, 27, 1,
            true);
    Finding finding =
        new Finding(
            "1",
            Stage.PORTS,
            Severity.CRITICAL,
            Cause.CLIENT,
            name,
            name,
            List.of(suspect),
            name,
            List.of(),
            1,
            OptionalDouble.empty(),
            Stage.ITEMS,
            "Stop " + name + ".");
    return new io.tidemark.collector.verdict.Verdict(
        1, State.NAMED, name, List.of(finding), List.of(suspect), List.of(), List.of(), List.of());
  }

  private static Report report(String client, String sentence) {
    ReportRow row =
        new ReportRow(
            "dataplane",
            client,
            "p.S/M",
            27,
            2.7,
            0.009,
            49_150.8,
            0.96,
            0.5,
            0.01,
            18_204,
            3,
            Map.of(
                Effect.TASKS, new Caused(48_000, 0.97, 17_777, null),
                Effect.FAILED_DIALS, new Caused(0.01, 1, 0.1, "timed_out"),
                Effect.ALLOCATED_BYTES, new Caused(12_500_000, 1, 1, null)));
    ReportRow nobody =
        new ReportRow(
            "dataplane",
            "unattributed",
            "unattributed",
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            Map.of(Effect.LOG_EVENTS, new Caused(3, 1, 30, null)));
    Findings findings =
        new Findings(
            List.of(new Findings.Handler("dataplane", new Unbounded(client, 3, 512))),
            new Findings.Destination("dataplane", "10.0.0.1:11211", 2000, 0.98, 0.003, 1),
            new Findings.LogSite("dataplane", client, 900, 0.25));
    return new Report(
        10, new Verdict(null, sentence), List.of(row, nobody), findings, 1, 0, List.of());
  }
}
