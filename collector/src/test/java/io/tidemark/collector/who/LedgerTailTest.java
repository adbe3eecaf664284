package io.tidemark.collector.who;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who was heaviest before a process died, from what its segment had at the end. */
class LedgerTailTest {
  private static final String FEED = "dataplane.Feeds/RenderFeed";

  @Test
  void aLargeRequestThatNeverEndedIsHeavierThanManySmallOnesThatDid() {
    assertEquals("poster", heaviest(row("web", 300, 280, 3_000), row("poster", 1, 0, 350)));
  }

  @Test
  void largeRequestsThatEndedDidNotKill() {
    assertEquals("web", heaviest(row("web", 300, 280, 3_000), row("poster", 1, 1, 350)));
  }

  @Test
  void largeRequestsAreNoneBesideFarMoreThatWereLeft() {
    assertEquals("web", heaviest(row("web", 3_000, 500, 30_000), row("poster", 2, 0, 200)));
  }

  private static String heaviest(RowCounts... last) {
    List<RowCounts> rows = List.of(last);
    return LedgerTail.heaviest(
            new Ledger.Jvm("run", "dataplane", List.of()),
            0,
            new Ledger.Jvm("run", "dataplane", rows),
            3_000)
        .heaviest()
        .orElseThrow()
        .client();
  }

  private static RowCounts row(String client, long started, long ended, long items) {
    return new RowCounts(client, FEED, started, ended, 0, items, ended * 100_000_000);
  }
}
