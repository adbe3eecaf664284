package io.tidemark.collector.top;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TopFrameTest {
  private static String text(List<Line> lines) {
    return lines.stream().map(Line::text).map(String::stripTrailing).collect(joining("\n"));
  }

  private static TopState pressed(String keys) {
    TopState state = TopState.INITIAL;
    for (int c : keys.codePoints().toArray()) {
      state = state.press(c == '\u001b' ? Key.of(Key.Kind.ESCAPE) : Key.of(c));
    }
    return state;
  }

  private static List<String> clients(TopState state) throws IOException {
    return state.rows(Moments.incident()).stream().map(TopRow::client).toList();
  }

  @Test
  void fitsEightyColumns() throws IOException {
    assertEquals(
        """
        tidemark top  08:00:00 UTC  http://127.0.0.1:9464  last 10 s
        new-indexer, through dataplane.Posts/GetPostRecord, sends 2.6 requests/s of
        17,000 items; 127.32.0.1 has no port left in 4.4 s.
        ports left 12,204 of 28,232, none in 4.4 s   TIME_WAIT 16,028   threads 312
        CLIENT       HANDLER        REQ/S ITEM/S IT/RQ %RQ*%WK DIAL/S TASK/S LOG/S ALLOC
        new-indexer  GetPostRecord    2.6    44k   17k 1.3  99   2.2k    44k    90  121M
        web          GetTimeline     1.8k    22k    12  88  31      0     20     0     0
        ?[31mevil?   GetPostRecord    200   2.4k    12  10  30      0      0     0     0
        unattributed other              0      0     0   0   2     30      0     0     0




        q quit  p pause  / filter  < > sort by  r reverse  j k scroll""",
        text(TopFrame.screen(Moments.incident(), TopState.INITIAL, 80, 14, "")));
  }

  @Test
  void showsWholeNamesWhereThereIsRoom() throws IOException {
    assertEquals(
        """
        tidemark top  08:00:00 UTC  http://127.0.0.1:9464  last 10 s
        new-indexer, through dataplane.Posts/GetPostRecord, sends 2.6 requests/s of 17,000 items; 127.32.0.1 has no port left in
        4.4 s.
        ports left 12,204 of 28,232, none in 4.4 s   TIME_WAIT 16,028   threads 312
        CLIENT       HANDLER                                                REQ/S ITEM/S IT/RQ %RQ*%WK DIAL/S TASK/S LOG/S ALLOC
        new-indexer  dataplane.Posts/GetPostRecord                            2.6    44k   17k 1.3  99   2.2k    44k    90  121M""",
        text(TopFrame.print(Moments.incident(), pressed("/index\r"), 120)));
  }

  /** Of any size: never more lines or cells than there are. */
  @Test
  void neverExceedsTheTerminal() throws IOException {
    Moment moment = Moments.incident();
    for (int columns = 20; columns < 200; columns += 3) {
      for (int rows = 1; rows < 30; rows++) {
        List<Line> lines = TopFrame.screen(moment, TopState.INITIAL, columns, rows, "trouble");
        assertEquals(rows, lines.size());
        for (Line line : lines) {
          assertTrue(Cells.width(line.text()) <= columns, columns + " columns: " + line.text());
        }
      }
    }
  }

  @Test
  void sortsByTheColumnThatIsChosen() throws IOException {
    assertEquals(
        List.of("new-indexer", "web", "?[31mevil?", "unattributed"), clients(TopState.INITIAL));
    assertEquals(
        List.of("web", "?[31mevil?", "new-indexer", "unattributed"), clients(pressed("<")));
    assertEquals(
        List.of("new-indexer", "?[31mevil?", "web", "unattributed"), clients(pressed("<r")));
    assertEquals(pressed("<"), pressed(">>>>>>>>"));
  }

  @Test
  void filtersByAnyName() throws IOException {
    assertEquals(List.of("web"), clients(pressed("/TIMELINE\r")));
    assertEquals(List.of(), clients(pressed("/nobody")));
    assertEquals(4, clients(pressed("/nobody\u001b")).size());
    assertEquals("no", pressed("/nob\u007f").filter());
    assertEquals(false, pressed("/q").ended());
  }

  @Test
  void pausesScrollsAndEnds() {
    assertEquals(true, pressed("p").paused());
    assertEquals(false, pressed("p ").paused());
    assertEquals(1, pressed("jjk").skipped());
    assertEquals(0, pressed("k").skipped());
    assertEquals(true, pressed("q").ended());
  }

  @Test
  void colourIsAroundTheTextAndOnlyWhereItIsWanted() {
    Line line = new Line(Line.Style.CRITICAL, "no port");
    assertEquals("\u001b[1;31mno port\u001b[0m", line.shown(true));
    assertEquals("no port", line.shown(false));
  }

  @Test
  void tellsTheEvidence() throws IOException {
    assertEquals(
        """
        new-indexer, through dataplane.Posts/GetPostRecord, sends 2.6 requests/s of 17,000 items; 127.32.0.1
        has no port left in 4.4 s.

          critical: ports of 127.32.0.1, since 08:00:26 UTC: Ports run out.
            ports 90 %, usually 0.2 %
            do: Stop the client. alerts/RUNBOOK.md#ports

          in this order: items 08:00:25 UTC > ports 08:00:26 UTC
          who suffers: notifier""",
        text(Evidence.of(Moments.incident().verdict())));
  }

  @Test
  void numbersTakeFourCells() {
    double[] values = {0, 0.01, 0.4, 0.96, 2.7, 9.96, 99, 999.4, 999.6, 1_200, 18_204, 1e6, 1.26e9};
    assertEquals(
        List.of("0", "<.1", ".4", "1", "2.7", "10", "99", "999", "1k", "1.2k", "18k", "1M", "1.3G"),
        java.util.Arrays.stream(values).mapToObj(Cells::compact).toList());
  }
}
