package io.tidemark.collector.who;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RankingTest {
  private static final long WINDOW_NS = 10_000_000_000L;
  private static final String POST = "dataplane.Posts/GetPostRecord";
  private static final String FEED = "dataplane.Feeds/GetFeed";

  @Test
  void namesTheClientWithFewButHugeRequests() {
    Report report = since(ordinary(), row("new-indexer", POST, 27, 491_508));
    assertEquals(
        "new-indexer via dataplane.Posts/GetPostRecord: 2.7 req/s, 0.9 % of requests,"
            + " 93 % of items; 18,204 items a request, median elsewhere 12",
        report.verdict().sentence());
    assertEquals("new-indexer", culprit(report));
    ReportRow first = report.rows().get(0);
    assertEquals("dataplane", first.service());
    assertEquals(2.7, first.requestsPerSecond(), 1e-9);
    assertEquals(49_150.8, first.itemsPerSecond(), 1e-9);
    assertEquals(18_204, first.itemsPerRequest(), 1e-9);
  }

  @Test
  void findsNothingInHealthyTraffic() {
    Report report = since(ordinary());
    assertNull(report.verdict().culprit());
    assertEquals(
        "Nothing stands out: the heaviest is search via dataplane.Posts/GetPostRecord: 20 req/s,"
            + " 6.7 % of requests, 27 % of items; 50 items a request, median elsewhere 12",
        report.verdict().sentence());
  }

  @Test
  void doesNotBlameAHeavyClientThatSendsManyRequests() {
    Report report = since(ordinary(), row("crawler", POST, 9000, 450_000));
    assertNull(report.verdict().culprit());
  }

  @Test
  void doesNotBlameASlowClientForItsTimeAlone() {
    RowCounts slow = new RowCounts("slow", POST, 10, 10, 0, 100, 3_000_000_000_000L);
    assertNull(since(ordinary(), slow).verdict().culprit());
  }

  @Test
  void countsARequestThatBeganAndNeverEnded() {
    RowCounts hanging = new RowCounts("new-indexer", POST, 5, 0, 0, 100_000, 0);
    Report report = since(ordinary(), hanging);
    assertEquals("new-indexer", culprit(report));
    assertEquals(5, report.rows().get(0).active());
  }

  @Test
  void countsTheTimeOfRequestsThatRun() {
    // Three began before the window and ran through it: 30 s. Two began in it, and none has ended
    // so far: half a window each.
    RowCounts before = new RowCounts("stuck", FEED, 3, 0, 0, 3, 0);
    RowCounts after = new RowCounts("stuck", FEED, 5, 0, 0, 5, 0);
    RowCounts other = new RowCounts("web", POST, 100, 100, 0, 100, 10_000_000_000L);
    Report report =
        Ranking.rank(ledger(0, jvm("a", before)), ledger(WINDOW_NS, jvm("a", after, other)));
    assertEquals(40.0 / 50.0, row(report, "stuck").timeShare(), 1e-9);
  }

  @Test
  void takesARunningRequestForOneAsLongAsTheOthers() {
    RowCounts after = new RowCounts("web", POST, 101, 100, 0, 101, 100_000_000L); // 1 ms each
    RowCounts same = new RowCounts("app", POST, 101, 101, 0, 101, 101_000_000L);
    Report report = Ranking.rank(ledger(0), ledger(WINDOW_NS, jvm("a", after, same)));
    assertEquals(0.5, row(report, "web").timeShare(), 1e-9);
  }

  @Test
  void saysNothingOfThinTraffic() {
    Report report = since(List.of(row("a", POST, 9, 9)), row("b", POST, 1, 1000));
    assertNull(report.verdict().culprit());
    assertEquals(
        "Nothing stands out: the heaviest is b via dataplane.Posts/GetPostRecord: 0.1 req/s,"
            + " 10 % of requests, 99 % of items; 1,000 items a request,"
            + " too few requests elsewhere to compare with",
        report.verdict().sentence());
  }

  @Test
  void ordersTiesByName() {
    List<RowCounts> rows =
        new ArrayList<>(List.of(row("b", POST, 5, 5), row("a", POST, 5, 5), row("a", FEED, 5, 5)));
    List<String> expected = List.of("a " + FEED, "a " + POST, "b " + POST);
    assertEquals(expected, names(since(rows)));
    Collections.reverse(rows);
    assertEquals(expected, names(since(rows)));
  }

  @Test
  void addsUpTheJvmsOfAService() {
    Report report =
        Ranking.rank(
            ledger(0),
            ledger(
                WINDOW_NS, jvm("a", row("web", POST, 10, 20)), jvm("b", row("web", POST, 5, 7))));
    assertEquals(1, report.rows().size());
    assertEquals(15, report.rows().get(0).requests());
    assertEquals(27.0 / 15, report.rows().get(0).itemsPerRequest(), 1e-9);
    assertEquals(2, report.jvms());
  }

  @Test
  void comparesWithinAService() {
    Ledger.Jvm batch = new Ledger.Jvm("b", "batch", List.of(row("cron", "b.Jobs/Run", 10, 90_000)));
    Ledger.Jvm web = jvm("a", ordinary().toArray(RowCounts[]::new));
    Report report = Ranking.rank(ledger(0), ledger(WINDOW_NS, web, batch));
    assertNull(report.verdict().culprit());
    assertEquals(1.0, row(report, "cron").itemShare(), 1e-9);
  }

  @Test
  void namesTheServiceWhereThereAreSeveral() {
    Ledger.Jvm batch = new Ledger.Jvm("b", "batch", List.of(row("cron", "b.Jobs/Run", 10, 10)));
    List<RowCounts> rows = new ArrayList<>(ordinary());
    rows.add(row("new-indexer", POST, 27, 491_508));
    Ledger.Jvm web = jvm("a", rows.toArray(RowCounts[]::new));
    assertEquals(
        "new-indexer via dataplane.Posts/GetPostRecord in dataplane",
        Ranking.rank(ledger(0), ledger(WINDOW_NS, web, batch))
            .verdict()
            .sentence()
            .replaceFirst(":.*", ""));
  }

  @Test
  void countsARestartedJvmFromZero() {
    Report newRun =
        Ranking.rank(
            ledger(0, jvm("old", row("web", POST, 1000, 1000))),
            ledger(WINDOW_NS, jvm("new", row("web", POST, 30, 60))));
    assertEquals(30, newRun.rows().get(0).requests());
    Report fallen =
        Ranking.rank(
            ledger(0, jvm("a", row("web", POST, 1000, 1000))),
            ledger(WINDOW_NS, jvm("a", row("web", POST, 30, 60))));
    assertEquals(newRun.rows(), fallen.rows());
  }

  @Test
  void leavesOutWhoDidNothing() {
    RowCounts idle = row("idle", POST, 70, 70);
    Report report =
        Ranking.rank(
            ledger(0, jvm("a", idle)), ledger(WINDOW_NS, jvm("a", idle, row("web", POST, 1, 1))));
    assertEquals(List.of("web " + POST), names(report));
  }

  @Test
  void saysWhyThereIsNothingToRank() {
    assertEquals(
        "Nothing stands out: no running JVM has the agent.",
        Ranking.rank(ledger(0), new Ledger(WINDOW_NS, List.of(), 2, List.of("broken")))
            .verdict()
            .sentence());
    assertEquals(
        "Nothing stands out: no requests in the window; JVMs with the agent: 1.",
        Ranking.rank(ledger(0, jvm("a")), ledger(WINDOW_NS, jvm("a"))).verdict().sentence());
  }

  @Test
  void survivesAWindowOfNoLength() {
    Report report = Ranking.rank(ledger(5), ledger(5, jvm("a", row("web", POST, 1, 1))));
    assertEquals(1.0, report.rows().get(0).requestShare());
  }

  /** 3,000 requests in ten seconds, of 1 to 50 items, half of them with 12. */
  private static List<RowCounts> ordinary() {
    return List.of(
        row("web", POST, 1500, 18_000),
        row("app", FEED, 1273, 6_365),
        row("search", POST, 200, 10_000),
        row("feed", POST, 27, 3_000 - 27));
  }

  private static RowCounts row(String client, String method, long requests, long items) {
    return new RowCounts(client, method, requests, requests, 0, items, requests * 1_000_000);
  }

  private static Ledger.Jvm jvm(String run, RowCounts... rows) {
    return new Ledger.Jvm(run, "dataplane", List.of(rows));
  }

  private static Ledger ledger(long nanos, Ledger.Jvm... jvms) {
    return new Ledger(nanos, List.of(jvms), 0, List.of());
  }

  private static Report since(List<RowCounts> rows, RowCounts... more) {
    List<RowCounts> all = new ArrayList<>(rows);
    all.addAll(Arrays.asList(more));
    return Ranking.rank(ledger(0), ledger(WINDOW_NS, jvm("a", all.toArray(RowCounts[]::new))));
  }

  private static String culprit(Report report) {
    ReportRow culprit = report.verdict().culprit();
    return culprit == null ? "nobody" : culprit.client();
  }

  private static ReportRow row(Report report, String client) {
    return report.rows().stream().filter(r -> r.client().equals(client)).findFirst().orElseThrow();
  }

  private static List<String> names(Report report) {
    return report.rows().stream().map(r -> r.client() + " " + r.method()).toList();
  }
}
