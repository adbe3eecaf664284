package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.lab.incident.Cast;
import io.tidemark.lab.incident.Catalogue;
import io.tidemark.lab.incident.Outcome;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An incident from end to end. The scoreboard runs all of them, which takes long. */
class IncidentIT {
  private static final int SEED = 11;
  private static final boolean REQUIRED = "1".equals(System.getenv("TIDEMARK_REQUIRE_ALL"));

  @Test
  void whoeverOnlyAllocatesIsNamed() throws Exception {
    Cast cast = Cast.of(Catalogue.named("allocator").orElseThrow(), SEED);
    Programs programs = BuiltTree.programs();
    int port = BuiltTree.freePort();
    Narrator narrator = new Narrator(System.out);
    // In a network of its own there is nothing to wait for that another test left.
    Optional<Runs> isolated = IsolatedTrials.where(programs, port, JudgeKind.VERDICT);
    assertTrue(isolated.isPresent() || !REQUIRED, "no right to make a network namespace");
    try (Runs runs =
        isolated.orElseGet(() -> new Trials(programs, port, VerdictJudge::new, narrator))) {
      Outcome outcome = runs.run(cast);
      assertEquals(Set.of(), accusedFalsely(outcome), outcome::toString);
      assertTrue(outcome.correct(), outcome::toString);
      assertEquals(0, outcome.silent(), outcome::toString);
    }
  }

  private static Set<?> accusedFalsely(Outcome outcome) {
    return outcome.score().orElseThrow(() -> new AssertionError(outcome)).accused();
  }
}
