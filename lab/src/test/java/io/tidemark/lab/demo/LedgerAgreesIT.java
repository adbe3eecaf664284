package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tidemark.lab.load.LedgerRow;
import io.tidemark.lab.load.Tally;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What the collector exports is what the clients say they sent: per client and handler, requests,
 * items and every bucket of the items histogram, to the last one; and what these requests caused:
 * the tasks of each client, and the dials of the service, none of them without a request.
 */
class LedgerAgreesIT {
  @Test
  void theCollectorCountsWhatTheClientsSent() throws Exception {
    try (LabRun run = new LabRun()) {
      run.awaitAnswers("web-frontend", 300);
      run.lab().onset();
      run.awaitAnswers(Outage.CULPRIT, 10);
      List<LedgerRow> ledger = run.lab().stopLoad();

      SortedMap<String, Tally> sent = byRow(ledger, LedgerRow::sent);
      assertEquals(10, sent.size(), "rows of six clients: " + sent.keySet());
      assertEquals(sent, byRow(ledger, LedgerRow::answered), "a request without an answer");
      Await.equal(sent, () -> run.scrape().tallies());
      assertEquals(counts(sent), run.scrape().itemsCounts());
      assertEffectsAgree(run, sent);
    }
  }

  // The unlimited handler starts one task a key, and whatever dials does so in such a task.
  private static void assertEffectsAgree(LabRun run, SortedMap<String, Tally> sent)
      throws Exception {
    SortedMap<String, Long> tasks = new TreeMap<>();
    sent.forEach(
        (row, tally) -> {
          if (row.endsWith(Outage.HANDLER)) {
            tasks.put(row, tally.items());
          }
        });
    SortedMap<String, Long> counted = run.scrape().totals("tidemark_rpc_tasks_total");
    counted.keySet().retainAll(tasks.keySet());
    assertEquals(tasks, counted, "tasks by client");
    Await.equal(0L, () -> run.lab().service().dials() - dials(run));
    assertNull(run.scrape().totals("tidemark_rpc_dials_total").get("unattributed unattributed"));
  }

  private static long dials(LabRun run) throws Exception {
    return run.scrape().totals("tidemark_rpc_dials_total").values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static SortedMap<String, Tally> byRow(
      List<LedgerRow> ledger, Function<LedgerRow, Tally> tally) {
    SortedMap<String, Tally> rows = new TreeMap<>();
    ledger.forEach(row -> rows.put(row.client() + " " + row.method(), tally.apply(row)));
    return rows;
  }

  private static SortedMap<String, Long> counts(SortedMap<String, Tally> tallies) {
    SortedMap<String, Long> counts = new TreeMap<>();
    tallies.forEach((row, tally) -> counts.put(row, tally.requests()));
    return counts;
  }
}
