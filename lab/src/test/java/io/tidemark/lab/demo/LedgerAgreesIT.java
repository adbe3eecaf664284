package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.lab.dataplane.Effects;
import io.tidemark.lab.dataplane.EffectsReport;
import io.tidemark.lab.load.LedgerRow;
import io.tidemark.lab.load.Tally;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the collector exports of a service whose ports have run out is what others counted, to the
 * last one. Per client and handler: requests, items and every bucket of the items histogram, as the
 * clients say they sent them; tasks, dials, failed dials by reason and log events by level, as the
 * service itself counted them. What no request caused has a row of its own, and the sum of all rows
 * is what the whole process did.
 */
class LedgerAgreesIT {
  private static final String CULPRIT_ROW = Outage.CULPRIT + " " + Outage.HANDLER;
  private static final String NO_PORT = "address_already_in_use";
  private static final int PROBES = 5;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void theCollectorCountsWhatTheClientsSentAndWhatTheServiceDid(Jdk jdk) throws Exception {
    JavaHome java = jdk.home();
    try (LabRun run = LabRun.fewPorts(java)) {
      run.awaitAnswers("web-frontend", 300);
      run.lab().onset();
      run.awaitAnswers(Outage.CULPRIT, 10);
      for (int i = 0; i < PROBES; i++) {
        run.lab().probe();
      }
      List<LedgerRow> ledger = run.lab().stopLoad();

      SortedMap<String, Tally> sent = byRow(ledger, LedgerRow::sent);
      assertEquals(10, sent.size(), "rows of six clients: " + sent.keySet());
      assertEquals(sent, byRow(ledger, LedgerRow::answered), "a request without an answer");
      Await.equal(sent, () -> run.scrape().tallies());
      assertEquals(counts(sent), run.scrape().itemsCounts());
      assertEffectsAgree(run, run.lab().effects());
    }
  }

  private static void assertEffectsAgree(LabRun run, EffectsReport counted) throws Exception {
    Await.equal(counted.rows(), () -> run.scrape().effects());
    assertEquals(counted.process(), sum(run.scrape().effects()));
    assertOutage(counted);
  }

  // So that no equality above is one of zeros.
  private static void assertOutage(EffectsReport counted) {
    Effects culprit = counted.rows().getOrDefault(CULPRIT_ROW, counted.process());
    Effects nobody = counted.rows().getOrDefault(EffectsReport.NOBODY, counted.process());
    assertTrue(culprit.dialErrors().getOrDefault(NO_PORT, 0L) > 1_000, counted::toString);
    assertTrue(culprit.logEvents().getOrDefault("warn", 0L) > 1_000, counted::toString);
    assertTrue(nobody.dials() >= PROBES, counted::toString);
    assertTrue(nobody.dialErrors().getOrDefault(NO_PORT, 0L) > 0, counted::toString);
  }

  private static Effects sum(Map<String, Effects> rows) {
    long tasks = 0;
    long dials = 0;
    Map<String, Long> dialErrors = new TreeMap<>();
    Map<String, Long> logEvents = new TreeMap<>();
    for (Effects row : rows.values()) {
      tasks += row.tasks();
      dials += row.dials();
      row.dialErrors().forEach((type, count) -> dialErrors.merge(type, count, Long::sum));
      row.logEvents().forEach((level, count) -> logEvents.merge(level, count, Long::sum));
    }
    return new Effects(tasks, dials, dialErrors, logEvents);
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
