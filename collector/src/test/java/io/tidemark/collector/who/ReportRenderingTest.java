package io.tidemark.collector.who;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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
          3);
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
          0);

  @Test
  void rendersAReportAsJson() {
    assertEquals(
        """
        {"window_seconds":10.0,"verdict":{"stands_out":true,"service":"dataplane",\
        "client":"new-indexer","method":"dataplane.Posts/GetPostRecord","sentence":"It is it."},\
        "rows":[{"service":"dataplane","client":"new-indexer",\
        "method":"dataplane.Posts/GetPostRecord","requests_per_second":2.7,\
        "request_share":0.009,"items_per_second":49150.8,"item_share":0.96,"time_share":0.5,\
        "errors_per_second":0.0,"items_per_request":18204.0},\
        {"service":"dataplane","client":"we\\"b\\\\\\u000a\\u003ci>",\
        "method":"com.example.very.long.package.name.Service/GetPosts",\
        "requests_per_second":150.0,"request_share":0.991,"items_per_second":1800.0,\
        "item_share":0.04,"time_share":0.5,"errors_per_second":0.01,"items_per_request":12.0}]}""",
        ReportJson.of(report(new Verdict(CULPRIT, "It is it."), CULPRIT, WEB)));
  }

  @Test
  void rendersAReportOfNobodyAsJson() {
    assertEquals(
        """
        {"window_seconds":10.0,"verdict":{"stands_out":false,"service":null,"client":null,\
        "method":null,"sentence":"Nothing stands out: x"},"rows":[]}""",
        ReportJson.of(report(new Verdict(null, "Nothing stands out: x"))));
  }

  @Test
  void rendersAReportForPeople() {
    ReportRow web =
        new ReportRow(
            "dataplane", "web", WEB.method(), 1500, 150, 0.991, 1800, 0.04, 0.5, 0.01, 12, 0);
    assertEquals(
        """
        It is it.

        CLIENT             HANDLER                         REQ/S   %REQ  %ITEMS  %TIME ITEMS/REQ  ERR/S  RUN
        new-indexer        dataplane.Posts/GetPostRecord     2.7    0.9      96     50    18,204      0    3
        web                ..ackage.name.Service/GetPosts    150     99       4     50        12   <0.1    0

        10 s, 2 JVMs with the agent; left out: 1 that ended
        cannot be read: /x has 3 bytes
        """,
        ReportText.of(report(new Verdict(CULPRIT, "It is it."), CULPRIT, web)));
  }

  @Test
  void fitsATerminal() {
    List<ReportRow> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String name = "a-name-that-goes-on-and-on-".repeat(4) + i;
      rows.add(new ReportRow(name, name, name, 1, 99_999, 1, 1e9, 1, 1, 99_999, 1_000_000, 9999));
    }
    String text = ReportText.of(report(new Verdict(null, "x"), rows.toArray(ReportRow[]::new)));
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

  private static Report report(Verdict verdict, ReportRow... rows) {
    return new Report(10, verdict, List.of(rows), 2, 1, List.of("/x has 3 bytes"));
  }
}
