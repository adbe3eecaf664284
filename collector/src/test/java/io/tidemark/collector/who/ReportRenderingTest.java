package io.tidemark.collector.who;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReportRenderingTest {
  private static final ReportRow CULPRIT =
      new ReportRow(
          "dataplane",
          "new-indexer",
          "dataplane.Posts/GetPostRecord",
          27,
          2.7,
          0.009,
          49_150.8,
          0.96,
          0.5,
          0,
          18_204,
          3,
          Map.of(
              Effect.TASKS, new Caused(48_000, 0.97, 17_777, null),
              Effect.FAILED_DIALS, new Caused(2000, 0.98, 740, "address_already_in_use"),
              Effect.ALLOCATED_BYTES, new Caused(12_500_000, 0.5, 1, null),
              Effect.CPU, new Caused(1.25, 0.5, 0.1, null)));
  private static final ReportRow WEB =
      new ReportRow(
          "dataplane",
          "we\"b\\\n<i>",
          "com.example.very.long.package.name.Service/GetPosts",
          1500,
          150,
          0.991,
          1800,
          0.04,
          0.5,
          0.01,
          12,
          0,
          Map.of());
  private static final ReportRow NOBODY =
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
  private static final Findings FINDINGS =
      new Findings(
          List.of(new Findings.Handler("dataplane", new Unbounded("p.S/M", 3, 512))),
          new Findings.Destination("dataplane", "10.0.0.1:11211", 2000, 0.98, 0.003, 0.999),
          new Findings.LogSite("dataplane", "cache {} failed", 900, 0.25));

  @Test
  void rendersAReportAsJson() {
    assertEquals(
        """
        {"window_seconds":10.0,"verdict":{"stands_out":true,"service":"dataplane",\
        "client":"new-indexer","method":"dataplane.Posts/GetPostRecord","sentence":"It is it."},\
        "rows":[{"service":"dataplane","client":"new-indexer",\
        "method":"dataplane.Posts/GetPostRecord","requests_per_second":2.7,\
        "request_share":0.009,"items_per_second":49150.8,"item_share":0.96,"time_share":0.5,\
        "errors_per_second":0.0,"items_per_request":18204.0,"caused":{\
        "tasks":{"per_second":48000.0,"share":0.97,"per_request":17777.0},\
        "failed_dials":{"per_second":2000.0,"share":0.98,"per_request":740.0,\
        "reason":"address_already_in_use"},\
        "allocated_bytes":{"per_second":12500000.0,"share":0.5,"per_request":1.0},\
        "cpu":{"per_second":1.25,"share":0.5,"per_request":0.1}}},\
        {"service":"dataplane","client":"we\\"b\\\\\\u000a\\u003ci>",\
        "method":"com.example.very.long.package.name.Service/GetPosts",\
        "requests_per_second":150.0,"request_share":0.991,"items_per_second":1800.0,\
        "item_share":0.04,"time_share":0.5,"errors_per_second":0.01,"items_per_request":12.0,\
        "caused":{}}],"unbounded":[{"service":"dataplane","method":"p.S/M","batches":3,\
        "up_to_tasks":512}],"heaviest_destination":{"service":"dataplane",\
        "destination":"10.0.0.1:11211","dials_per_second":2000.0,"failed_share":0.98,\
        "median_life_seconds":0.003,"closed_by_us_share":0.999},\
        "heaviest_log_site":{"service":"dataplane","site":"cache {} failed",\
        "events_per_second":900.0,"blocked_seconds_per_second":0.25},"findings":[\
        "no limit: p.S/M: 3 batches of up to 512 tasks ran all at once (dataplane)",\
        "most dials: 10.0.0.1:11211: 2,000/s, 98 % failed; median life 3 ms, 100 % closed by us \
        (dataplane)",\
        "most log events: cache {} failed: 900/s, blocking 0.3 threads on average (dataplane)"],"deaths":[]}""",
        ReportJson.of(
            report(FINDINGS, new Verdict(CULPRIT, "It is it."), CULPRIT, WEB), List.of(), 0));
  }

  @Test
  void rendersAReportOfNobodyAsJson() {
    assertEquals(
        """
        {"window_seconds":10.0,"verdict":{"stands_out":false,"service":null,"client":null,\
        "method":null,"sentence":"Nothing stands out: x"},"rows":[],"unbounded":[],"heaviest_destination":null,\
        "heaviest_log_site":null,"findings":[],"deaths":[]}""",
        ReportJson.of(
            report(Findings.NONE, new Verdict(null, "Nothing stands out: x")), List.of(), 0));
  }

  @Test
  void rendersAReportForPeople() {
    ReportRow web =
        new ReportRow(
            "dataplane",
            "web",
            WEB.method(),
            1500,
            150,
            0.991,
            1800,
            0.04,
            0.5,
            0.01,
            12,
            0,
            Map.of());
    assertEquals(
        """
        It is it.

        CLIENT             HANDLER                         REQ/S   %REQ  %ITEMS  %TIME ITEMS/REQ  ERR/S  RUN
        new-indexer        dataplane.Posts/GetPostRecord     2.7    0.9      96     50    18,204      0    3
        web                ..ackage.name.Service/GetPosts    150     99       4     50        12   <0.1    0

        CAUSED BY          HANDLER                         TASKS/S  DIALS/S FAILED/S    LOG/S    MB/S   CPU
        new-indexer        dataplane.Posts/GetPostRecord    48,000        0    2,000        0      13   1.3
        unattributed       unattributed                          0        0        0        3       0     0

        no limit: p.S/M: 3 batches of up to 512 tasks ran all at once
        most dials: 10.0.0.1:11211: 2,000/s, 98 % failed; median life 3 ms, 100 % closed by us
        most log events: cache {} failed: 900/s, blocking 0.3 threads on average

        10 s, 2 JVMs with the agent; left out: 1 that ended
        cannot be read: /x has 3 bytes
        """,
        ReportText.of(
            report(FINDINGS, new Verdict(CULPRIT, "It is it."), CULPRIT, web, NOBODY),
            List.of(),
            0));
  }

  @Test
  void fitsATerminal() {
    List<ReportRow> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String name = "a-name-that-goes-on-and-on-".repeat(4) + i;
      Map<Effect, Caused> caused = new EnumMap<>(Effect.class);
      for (Effect effect : Effect.values()) {
        double perSecond = effect == Effect.CPU ? 512 : 999_999;
        caused.put(effect, new Caused(perSecond, 1, 1, null));
      }
      rows.add(
          new ReportRow(
              name, name, name, 1, 99_999, 1, 1e9, 1, 1, 99_999, 1_000_000, 9999, caused));
    }
    String word = "name-of-60-".repeat(6).substring(0, 60);
    Findings findings =
        new Findings(
            Collections.nCopies(9, new Findings.Handler(word, new Unbounded(word, 9999, 9999))),
            new Findings.Destination(word, word, 99_999, 1, 0.999, 1),
            new Findings.LogSite(word, "some words ".repeat(20), 99_999, 0.999));
    String text =
        ReportText.of(
            report(findings, new Verdict(null, "x"), rows.toArray(ReportRow[]::new)), List.of(), 0);
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    assertTrue(text.contains("and 10 more"), text);
  }

  @Test
  void writesNumbersAsPeopleReadThem() {
    assertEquals(
        List.of("0", "<0.1", "0.1", "2.7", "9", "9.9", "10", "100", "18,204"),
        List.of(
            Figures.amount(0),
            Figures.amount(0.049),
            Figures.amount(0.05),
            Figures.amount(2.7),
            Figures.amount(9.02),
            Figures.amount(9.94),
            Figures.amount(9.95),
            Figures.amount(99.96),
            Figures.amount(18_204.3)));
    assertEquals("0.9 %", Figures.percent(0.009));
  }

  private static Report report(Findings findings, Verdict verdict, ReportRow... rows) {
    return new Report(10, verdict, List.of(rows), findings, 2, 1, List.of("/x has 3 bytes"));
  }
}
