package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.lab.incident.Cast;
import io.tidemark.lab.incident.Catalogue;
import io.tidemark.lab.incident.Outcome;
import io.tidemark.lab.load.ClientProfile;
import io.tidemark.lab.load.LedgerRow;
import io.tidemark.lab.load.Plan;
import io.tidemark.lab.load.Presence;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two incidents, shortened, from end to end: one with a culprit and one without. */
class IncidentIT {
  private static final int SEED = 11;
  private static final int HEALTHY_SECONDS = 14;

  @Test
  void whoeverOnlyAllocatesIsNamed() throws Exception {
    Cast cast = shortened("allocator");
    int port = BuiltTree.freePort();
    Narrator narrator = new Narrator(System.out);
    try (Trials trials = new Trials(BuiltTree.programs(), port, WhoJudge::new, narrator)) {
      Outcome outcome = trials.run(cast);
      assertEquals(Set.of(), accusedFalsely(outcome), outcome::toString);
      assertTrue(outcome.correct(), outcome::toString);
      assertEquals(0, outcome.silent(), outcome::toString);
    }
  }

  @Test
  void theHeavyClientDoesMostOfTheWorkAndHarmsNobody() throws Exception {
    Cast cast = shortened("innocent-heavy");
    String heavy = newcomer(cast);
    try (LabRun run = LabRun.of(cast)) {
      run.awaitAnswers(cast.plan().clients().get(0).profile().name(), 300);
      // What failed until the service was warm is not the heavy client's doing.
      long failedBefore = failed(run.lab().ledger());
      run.lab().onset();
      run.awaitAnswers(heavy, 15);
      List<LedgerRow> ledger = run.lab().stopLoad();
      assertEquals(failedBefore, failed(ledger), ledger::toString);
      assertEquals(0, run.lab().service().cacheErrors());
      assertTrue(items(ledger, heavy) > items(ledger) / 4, ledger::toString);
    }
  }

  private static Cast shortened(String name) {
    Cast cast = Cast.of(Catalogue.named(name).orElseThrow(), SEED);
    return new Cast(cast.incident(), SEED, cast.plan(), cast.culprits(), HEALTHY_SECONDS);
  }

  private static Set<?> accusedFalsely(Outcome outcome) {
    return outcome.score().orElseThrow(() -> new AssertionError(outcome)).accused();
  }

  private static String newcomer(Cast cast) {
    return cast.plan().clients().stream()
        .filter(client -> client.presence() == Presence.FROM_ONSET)
        .map(Plan.Client::profile)
        .map(ClientProfile::name)
        .collect(Collectors.joining());
  }

  private static long failed(List<LedgerRow> ledger) {
    return ledger.stream()
        .flatMap(row -> row.outcomes().entrySet().stream())
        .filter(outcome -> !outcome.getKey().equals("OK"))
        .mapToLong(outcome -> outcome.getValue())
        .sum();
  }

  private static long items(List<LedgerRow> ledger) {
    return ledger.stream().mapToLong(row -> row.sent().items()).sum();
  }

  private static long items(List<LedgerRow> ledger, String client) {
    return items(ledger.stream().filter(row -> row.client().equals(client)).toList());
  }
}
