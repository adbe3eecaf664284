package io.tidemark.collector.who;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Label;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is named for what requests caused, and who never is. */
final class StandOutTest {
  private static final long WINDOW_NS = 10_000_000_000L;
  private static final String POST = "dataplane.Posts/GetPostRecord";
  private static final String FEED = "dataplane.Feeds/GetFeed";

  private static final Effects TASKS = effects(Metric.TASKS, "platform", 97_000);
  private static final Effects DIALS = effects(Metric.DIALS, "", 9700);
  private static final Effects IN_USE = effects(Metric.DIAL_ERRORS, "address_already_in_use", 4900);
  private static final Effects TIMED_OUT = effects(Metric.DIAL_ERRORS, "timed_out", 100);
  private static final Effects LOGS = effects(Metric.LOG_EVENTS, "warn", 4800);
  private static final Effects ALLOCATED = effects(Metric.ALLOCATED, "", 10_000_000_000L);
  private static final Effects CPU = effects(Metric.CPU_TIME, "", 12);

  @Test
  void saysWhatTheCulpritCaused() {
    RowCounts culprit =
        row("new-indexer", POST, 27, 491_508, TASKS, DIALS, IN_USE, TIMED_OUT, LOGS);
    RowCounts web =
        row(
            "web",
            POST,
            2973,
            29_730,
            effects(Metric.TASKS, "virtual", 3000),
            effects(Metric.DIALS, "", 300),
            effects(Metric.LOG_EVENTS, "error", 200));
    RowCounts background =
        row(Label.UNATTRIBUTED, Label.UNATTRIBUTED, 0, 0, effects(Metric.ALLOCATED, "", 3e9));
    assertEquals(
        "new-indexer via dataplane.Posts/GetPostRecord: 2.7 req/s, 0.9 % of requests,"
            + " 94 % of items; 18,204 items a request, median elsewhere 10;"
            + " caused 97 % of tasks, 97 % of dials,"
            + " 100 % of failed dials (address_already_in_use), 96 % of log events;"
            + " no request is known for 100 % of allocated bytes",
        sentence(culprit, web, background));
  }

  @Test
  void namesWhoStandsOutByAnEffectAlone() {
    String beginning = "bulk via dataplane.Posts/GetPostRecord: 2 req/s, 0.9 % of requests, ";
    assertEquals(
        List.of(
            beginning
                + "97 % of tasks; 4,850 tasks a request, median elsewhere 1.4; caused 97 % of tasks",
            beginning
                + "100 % of dials; 485 dials a request, median elsewhere 0; caused 100 % of dials",
            beginning
                + "100 % of failed dials; 245 failed dials a request, median elsewhere 0;"
                + " caused 100 % of failed dials (address_already_in_use)",
            beginning
                + "100 % of log events; 240 log events a request, median elsewhere 0;"
                + " caused 100 % of log events",
            beginning
                + "100 % of allocated bytes; 500 MB allocated a request, median elsewhere 0;"
                + " caused 100 % of allocated bytes",
            beginning
                + "100 % of CPU time; 600 ms of CPU a request, median elsewhere 0;"
                + " caused 100 % of CPU time"),
        List.of(
            sentence(
                row("bulk", POST, 20, 20, TASKS),
                row("web", POST, 2200, 2200, effects(Metric.TASKS, "platform", 3000))),
            sentenceOf(DIALS),
            sentenceOf(IN_USE),
            sentenceOf(LOGS),
            sentenceOf(ALLOCATED),
            sentenceOf(CPU)));
  }

  @Test
  void accusesNobodyForWhatIsMostlyUnattributed() {
    RowCounts bulk = row("bulk", POST, 20, 20, DIALS);
    RowCounts background =
        row(Label.UNATTRIBUTED, Label.UNATTRIBUTED, 0, 0, effects(Metric.DIALS, "", 38_800));
    assertEquals(
        "Nothing stands out: the heaviest is bulk via dataplane.Posts/GetPostRecord: 2 req/s,"
            + " 0.9 % of requests, 20 % of dials; 485 dials a request, median elsewhere 0;"
            + " no request is known for 80 % of dials",
        sentence(bulk, row("web", POST, 2200, 2200), background));
  }

  @Test
  void neverNamesOther() {
    RowCounts other = row(Label.OTHER, POST, 27, 491_508, TASKS, DIALS, LOGS);
    assertQuiet(rank(List.of(), List.of(other, row("web", POST, 2200, 2200))));
    assertEquals(
        "Nothing stands out: no client in the window has a row of its own.", sentence(other));
    assertEquals(
        "Nothing stands out: no requests in the window; JVMs with the agent: 1.",
        sentence(row(Label.UNATTRIBUTED, Label.UNATTRIBUTED, 0, 0, TASKS)));
  }

  @Test
  void accusesNobodyWhenANameLosesItsPlace() {
    RowCounts heavy = row("heavy", POST, 500, 25_000, effects(Metric.TASKS, "platform", 25_000));
    RowCounts web = row("web", POST, 1000, 1000);
    RowCounts old = row("old", POST, 10_000_000, 10_000_000, effects(Metric.DIALS, "", 1e9));
    RowCounts other = row(Label.OTHER, POST, 7, 7);
    RowCounts heir = row(Label.OTHER, POST, 10_000_010, 10_000_010, effects(Metric.DIALS, "", 1e9));
    Report report = rank(List.of(old, other), List.of(heavy, web, heir));
    assertQuiet(report);
    ReportRow others =
        report.rows().stream().filter(row -> row.client().equals(Label.OTHER)).findFirst().get();
    assertEquals(3, others.requests());
    assertEquals(Map.of(), others.caused());
    RowCounts anew = row("old", POST, 4, 4);
    List<ReportRow> rows = rank(List.of(old, other), List.of(heavy, web, heir, anew)).rows();
    assertEquals(500 + 1000 + 3 + 4, rows.stream().mapToLong(ReportRow::requests).sum());
  }

  @Test
  void needsOtherClientsAtTheSameHandlerToCompareWith() {
    RowCounts bulk = row("bulk", POST, 2, 2, TASKS, DIALS, IN_USE, LOGS, ALLOCATED, CPU);
    RowCounts elsewhere = row("app", FEED, 20_000, 20_000);
    assertQuiet(rank(List.of(), List.of(bulk, elsewhere)));
    assertQuiet(rank(List.of(), List.of(bulk, elsewhere, row("web", POST, 49, 49))));
    assertEquals(
        "bulk", culprit(rank(List.of(), List.of(bulk, elsewhere, row("web", POST, 50, 50)))));
  }

  @Test
  void namesTheOnlyClientOfAHandlerThatIsKnownToHaveNoLimit() {
    List<RowCounts> rows = List.of(row("bulk", POST, 20, 20, TASKS), row("app", FEED, 2200, 2200));
    assertQuiet(rank(List.of(), rows));
    Named elsewhere = new Named(List.of(new Unbounded(FEED, 3, 512)), List.of(), List.of());
    assertQuiet(rank(List.of(), rows, elsewhere));
    Named unbounded = new Named(List.of(new Unbounded(POST, 3, 512)), List.of(), List.of());
    assertEquals("bulk", culprit(rank(List.of(), rows, unbounded)));
    assertEquals(
        List.of(new Findings.Handler("dataplane", new Unbounded(POST, 3, 512))),
        rank(List.of(), rows, unbounded).findings().unbounded());
  }

  @Test
  void accusesNobodyForLittle() {
    RowCounts web = row("web", POST, 2200, 2200);
    // Everything of its kind, with few requests, but no more than a service bears easily.
    for (Effects little :
        List.of(
            effects(Metric.TASKS, "virtual", 999),
            effects(Metric.DIALS, "", 199),
            effects(Metric.DIAL_ERRORS, "timed_out", 99),
            effects(Metric.LOG_EVENTS, "error", 999),
            effects(Metric.ALLOCATED, "", 9e8),
            effects(Metric.CPU_TIME, "", 4.9))) {
      assertQuiet(rank(List.of(), List.of(row("bulk", POST, 2, 2, little), web)));
    }
  }

  @Test
  void accusesNobodyWhoseRequestsAreManyOrUsual() {
    RowCounts web = row("web", POST, 2000, 2000);
    assertQuiet(rank(List.of(), List.of(row("crawler", POST, 600, 600, DIALS), web)));
    RowCounts sevenEach = row("small", POST, 100, 100, effects(Metric.TASKS, "platform", 700));
    assertQuiet(rank(List.of(), List.of(sevenEach, web)));
    RowCounts twoEach = row("web", POST, 200, 200, effects(Metric.DIALS, "", 400));
    RowCounts fifteenEach = row("big", POST, 27, 27, effects(Metric.DIALS, "", 405));
    assertQuiet(rank(List.of(), List.of(fifteenEach, twoEach, row("app", FEED, 9000, 9000))));
  }

  @Test
  void findsWhatIsHeaviestInTheWindow() {
    Named before =
        new Named(
            List.of(),
            List.of(
                new DestinationCounts("a:1", 1_000_000, 0, 500, 500, Map.of(41, 1_000_000L)),
                new DestinationCounts("b:2", 10, 10, 0, 0, Map.of())),
            List.of(new LogSiteCounts("old", 1_000_000, 9), new LogSiteCounts("x", 5, 0)));
    Named after =
        new Named(
            List.of(),
            List.of(
                new DestinationCounts("a:1", 1_000_010, 0, 500, 500, Map.of(41, 1_000_000L)),
                new DestinationCounts("b:2", 110, 60, 30, 10, Map.of(41, 39L, 81, 1L))),
            List.of(
                new LogSiteCounts("old", 1_000_001, 9),
                new LogSiteCounts("x", 25, 5_000_000_000L)));
    Report report = Ranking.rank(ledger(0, List.of(), before), ledger(WINDOW_NS, List.of(), after));
    assertEquals(
        new Findings(
            List.of(),
            new Findings.Destination("dataplane", "b:2", 10, 0.5, Math.scalb(1.0, -10), 0.75),
            new Findings.LogSite("dataplane", "x", 2, 0.5)),
        report.findings());
  }

  private static String sentenceOf(Effects effects) {
    return sentence(row("bulk", POST, 20, 20, effects), row("web", POST, 2200, 2200));
  }

  private static Effects effects(Metric metric, String label, double amount) {
    Effects.Builder effects = new Effects.Builder();
    effects.set(metric, label, amount);
    return effects.build();
  }

  private static RowCounts row(
      String client, String method, long requests, long items, Effects... caused) {
    Effects effects = Effects.NONE;
    for (Effects each : caused) {
      effects = effects.plus(each);
    }
    return new RowCounts(
        client, method, requests, requests, 0, items, requests * 1_000_000, effects);
  }

  private static Ledger ledger(long nanos, List<RowCounts> rows, Named named) {
    return new Ledger(nanos, List.of(new Ledger.Jvm("a", "dataplane", rows, named)), 0, List.of());
  }

  private static Report rank(List<RowCounts> before, List<RowCounts> after, Named named) {
    return Ranking.rank(ledger(0, before, Named.NONE), ledger(WINDOW_NS, after, named));
  }

  private static Report rank(List<RowCounts> before, List<RowCounts> after) {
    return rank(before, after, Named.NONE);
  }

  private static String sentence(RowCounts... rows) {
    return rank(List.of(), new ArrayList<>(List.of(rows))).verdict().sentence();
  }

  private static String culprit(Report report) {
    ReportRow culprit = report.verdict().culprit();
    return culprit == null ? report.verdict().sentence() : culprit.client();
  }

  private static void assertQuiet(Report report) {
    assertFalse(report.verdict().standsOut(), report.verdict().sentence());
    assertTrue(report.verdict().sentence().startsWith("Nothing stands out: "));
  }
}
