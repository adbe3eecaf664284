package io.tidemark.collector.postmortem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.remote.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostmortemTest {
  private static final long END_MS = 1_800_003_600_000L;
  private static final Span HOUR = new Span(END_MS - 3_600_000, END_MS);

  private static final String POST = "dataplane.Posts/GetPostRecord";

  @TempDir private static Path directory;

  @BeforeAll
  static void write() {
    Incident.write(directory, END_MS);
  }

  private static Postmortem.Notes notes(String... deaths) throws IOException {
    List<JsonValue> told = new ArrayList<>();
    for (String death : deaths) {
      told.add(JsonValue.parse(death));
    }
    return new Postmortem.Notes(END_MS, "a store", List.of("<now>"), told, List.of());
  }

  private static String page(Postmortem.Notes notes) throws IOException {
    return Postmortem.of(SeriesSource.of(directory), HOUR, notes).orElseThrow().html();
  }

  private static String table(String page, String heading) {
    return page.replaceAll("(?s).*<h2>" + heading + "</h2>.*?<tbody>(.*?)</tbody>.*", "$1")
        .replaceAll("</?t[rd][^>]*>", "|")
        .stripLeading();
  }

  @Test
  void tellsOfAnHourInLessThanTwoMegabytes() throws IOException {
    String page = page(notes());
    int bytes = page.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes > 20_000 && bytes < 2_000_000, bytes + " bytes");
    assertEquals(
        "new-indexer, through dataplane.Posts/GetPostRecord, is behind 1 of 1 finding between 08:30:00 and 08:39:59: 3 requests/s, 0.1 % of all, with 50,923 items/s, 51 % of all; 0 items/s before.",
        page.replaceAll("(?s).*<p class=\"verdict\">(.*?)</p>.*", "$1"));
    assertEquals(
        """
        ||08:30:00||||||ports of dataplane leaves its baseline; named: new-indexer, through dataplane.Posts/GetPostRecord||
        ||08:30:39||08:40:09||20||dataplane: an OutOfMemoryError ended a request or a task||
        ||08:39:59||||||ports of dataplane is back at its baseline||
        ||08:40:00||||||dataplane (h-1) ended: oom kill; heaviest at the end: new-indexer via dataplane.Posts/GetPostRecord||
        """,
        table(page, "Timeline"));
    assertFalse(page.contains("<script"), "a client's name is markup");
    assertTrue(page.contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;\uFFFD"));
    assertFalse(page.contains("<!--body-->") || page.contains("NaN") || page.contains("<now>"));
    assertEquals(-1, page.indexOf("http://"), "nothing to ask for");
    assertEquals(7, page.split("<figure>", -1).length - 1);
    assertTrue(
        page.contains(
            "<li class=\"c1\">dataplane, p99: at most 0.42</li>"
                + "<li class=\"c2\">dataplane, mean: at most 0.40</li>"),
        page);
  }

  @Test
  void tellsOfJvmsThatEndedInItsTimeAlone() throws IOException {
    String row =
        "\"heaviest\":{\"client\":\"new-indexer\",\"method\":\"%s\",\"requests_per_second\":3,\"request_share\":0.01,\"items_per_second\":51000,\"item_share\":0.98},\"window_seconds\":10}"
            .formatted(POST);
    String ended =
        "{\"service\":\"dataplane\",\"instance\":\"h-1\",\"exit\":\"oom_kill\",\"ended_epoch_seconds\":%d,";
    String page =
        page(
            notes(
                ended.formatted(HOUR.fromMs() / 1000 - 1) + row,
                ended.formatted(HOUR.fromMs() / 1000 + 2401) + row,
                ended.formatted(HOUR.toMs() / 1000) + row));
    assertEquals(
        "||08:40:01||dataplane||h-1||oom kill||new-indexer||%s||3 requests/s, 1 %% of all; 51,000 items/s, 98 %% of all||\n"
            .formatted(POST),
        table(page, "JVMs that ended"));
    String first =
        page.replaceAll(
            "(?s).*<h3>Last rows of dataplane \\(h-1\\), the \\d+ s before 08:40:01</h3>"
                + ".*?<tbody>(.*?)</tr>.*",
            "$1");
    assertTrue(first.length() < 1000 && first.contains("new-indexer"), first);
  }

  @Test
  void beginsWhereAnythingWasKept() throws IOException {
    Span longer = new Span(HOUR.fromMs() - 1_800_000, HOUR.toMs());
    Postmortem report = Postmortem.of(SeriesSource.of(directory), longer, notes()).orElseThrow();
    long fromMs = report.keptSinceMs().orElseThrow();
    assertTrue(Math.abs(fromMs - HOUR.fromMs()) < 20_000, fromMs + "");
    assertTrue(report.html().contains("<p>Asked for from 2027-01-15 07:30:00; nothing was kept"));
    assertEquals(
        Optional.empty(),
        Postmortem.of(SeriesSource.of(directory), HOUR, notes()).orElseThrow().keptSinceMs());
  }

  @Test
  void isEmptyWhereNothingIsKnown() throws IOException {
    Span before = new Span(END_MS - 9_000_000, END_MS - 8_000_000);
    assertTrue(Postmortem.of(SeriesSource.of(directory), before, notes()).isEmpty());
  }

  @Test
  void saysWhenNothingCanBeRead() {
    SeriesSource broken =
        query -> {
          throw new IOException("503 the disk is gone");
        };
    IOException e = assertThrows(IOException.class, () -> Postmortem.of(broken, HOUR, notes()));
    assertEquals("503 the disk is gone", e.getMessage());
  }

  @Test
  void onlyTextThatShowsItselfIsText() {
    assertEquals(
        "&lt;a href=&#39;x&#39;&gt;&amp;\uFFFD\uFFFD", Html.escape("<a href='x'>&\u0000\u202e"));
  }
}
