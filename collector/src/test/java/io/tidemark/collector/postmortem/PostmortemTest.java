package io.tidemark.collector.postmortem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostmortemTest {
  private static final long END_MS = 1_800_003_600_000L;
  private static final Span HOUR = new Span(END_MS - 3_600_000, END_MS);

  @TempDir private Path directory;

  private static Postmortem.Notes notes(String... deaths) {
    return new Postmortem.Notes(END_MS, "a store", List.of("<now>"), List.of(deaths), List.of());
  }

  @Test
  void tellsOfAnHourInLessThanTwoMegabytes() throws IOException {
    Incident.write(directory, END_MS);
    String page = Postmortem.of(SeriesSource.of(directory), HOUR, notes()).orElseThrow();
    int bytes = page.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes > 20_000 && bytes < 2_000_000, bytes + " bytes");
    assertEquals(
        "new-indexer, through dataplane.Posts/GetPostRecord, is behind 1 of 1 finding between 08:30:09 and 08:39:59: 3 requests/s, 0.1 % of all, with 51,000 items/s, 51 % of all; 254 items/s before.",
        page.replaceAll("(?s).*<p class=\"verdict\">(.*?)</p>.*", "$1"));
    assertEquals(
        """
        ||08:30:09||ports of dataplane leaves its baseline; named: new-indexer, through dataplane.Posts/GetPostRecord, up to 98 % of what feeds it||
        ||08:39:59||ports of dataplane is back at its baseline||
        ||08:40:00||dataplane (h-1) ended: oom kill; heaviest in its last 10 s: new-indexer via dataplane.Posts/GetPostRecord||
        """,
        page.replaceAll("(?s).*<h2>Timeline</h2>.*?<tbody>(.*?)</tbody>.*", "$1")
            .replaceAll("</?t[rd][^>]*>", "|")
            .stripLeading());
    assertFalse(page.contains("<script"), "a client's name is markup");
    assertTrue(page.contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;\uFFFD"));
    assertFalse(page.contains("<!--body-->") || page.contains("NaN") || page.contains("<now>"));
    assertEquals(-1, page.indexOf("http://"), "nothing to ask for");
    assertEquals(6, page.split("<figure>", -1).length - 1);
  }

  @Test
  void isEmptyWhereNothingIsKnown() throws IOException {
    Incident.write(directory, END_MS);
    Span before = new Span(END_MS - 9_000_000, END_MS - 8_000_000);
    assertEquals(Optional.empty(), Postmortem.of(SeriesSource.of(directory), before, notes()));
  }

  @Test
  void saysWhenNothingCanBeRead() {
    SeriesSource broken =
        query -> {
          throw new IOException("503 the disk is gone");
        };
    IOException e = assertThrows(IOException.class, () -> Postmortem.of(broken, HOUR, notes()));
    assertEquals("tidemark.collector.info: 503 the disk is gone", e.getMessage());
  }

  @Test
  void onlyTextThatShowsItselfIsText() {
    assertEquals(
        "&lt;a href=&#39;x&#39;&gt;&amp;\uFFFD\uFFFD", Html.escape("<a href='x'>&\u0000\u202e"));
  }
}
