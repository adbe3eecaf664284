package io.tidemark.lab.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  @Test
  void keepsARowPerClientAndMethod() {
    send("web", Handler.GET_FEED, 5, Status.Code.OK);
    send("web", Handler.GET_PROFILES, 1, Status.Code.OK);
    send("mobile", Handler.GET_FEED, 2, Status.Code.OK);
    List<String> rows =
        ledger.rows().stream().map(row -> row.client() + " " + row.method()).toList();
    assertEquals(
        List.of(
            "mobile dataplane.Feeds/GetFeed",
            "web dataplane.Feeds/GetFeed",
            "web dataplane.Profiles/GetProfiles"),
        rows);
  }

  @Test
  void countsBatchesBelowTheSmallestPowerOfTwoThatHoldsThem() {
    for (int items : List.of(1, 2, 3, 4, 5, 8, 9, 18_000)) {
      ledger.sent("web", Handler.GET_FEED, items);
    }
    Tally expected =
        new Tally(8, 18_032, Map.of(1L, 1L, 2L, 1L, 4L, 2L, 8L, 2L, 16L, 1L, 32_768L, 1L));
    assertEquals(expected, ledger.rows().get(0).sent());
  }

  @Test
  void tellsWhatTheServerAnsweredFromWhatItMayNeverHaveSeen() {
    send("web", Handler.GET_FEED, 3, Status.Code.OK);
    send("web", Handler.GET_FEED, 4, Status.Code.INTERNAL);
    send("web", Handler.GET_FEED, 8, Status.Code.DEADLINE_EXCEEDED);
    ledger.skipped("web", Handler.GET_FEED);
    ledger.sent("web", Handler.GET_FEED, 16);
    LedgerRow expected =
        new LedgerRow(
            "web",
            "dataplane.Feeds/GetFeed",
            new Tally(4, 31, Map.of(4L, 2L, 8L, 1L, 16L, 1L)),
            new Tally(2, 7, Map.of(4L, 2L)),
            1,
            Map.of("OK", 1L, "INTERNAL", 1L, "DEADLINE_EXCEEDED", 1L));
    assertEquals(List.of(expected), ledger.rows());
  }

  @Test
  void survivesItsJson() {
    send("web", Handler.GET_POST_RECORD, 17, Status.Code.OK);
    send("post-ingest", Handler.PUT_POSTS, 50, Status.Code.UNAVAILABLE);
    assertEquals(ledger.rows(), Ledger.parse(ledger.toJson()));
  }

  private void send(String client, Handler handler, int items, Status.Code status) {
    ledger.sent(client, handler, items);
    ledger.ended(client, handler, items, status);
  }
}
