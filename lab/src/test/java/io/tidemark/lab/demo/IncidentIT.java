package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.lab.incident.Cast;
import io.tidemark.lab.incident.Catalogue;
import io.tidemark.lab.incident.Outcome;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An incident, shortened, from end to end. The scoreboard runs all of them, which takes long. */
class IncidentIT {
  private static final int SEED = 11;
  private static final int HEALTHY_SECONDS = 14;

  @Test
  void whoeverOnlyAllocatesIsNamed() throws Exception {
    Cast cast = shortened("allocator");
    int port = BuiltTree.freePort();
    Narrator narrator = new Narrator(System.out);
    try (Trials trials = new Trials(BuiltTree.programs(), port, VerdictJudge::new, narrator)) {
      Outcome outcome = trials.run(cast);
      assertEquals(Set.of(), accusedFalsely(outcome), outcome::toString);
      assertTrue(outcome.correct(), outcome::toString);
      assertEquals(0, outcome.silent(), outcome::toString);
    }
  }

  private static Cast shortened(String name) {
    Cast cast = Cast.of(Catalogue.named(name).orElseThrow(), SEED);
    return new Cast(cast.incident(), SEED, cast.plan(), cast.culprits(), HEALTHY_SECONDS);
  }

  private static Set<?> accusedFalsely(Outcome outcome) {
    return outcome.score().orElseThrow(() -> new AssertionError(outcome)).accused();
  }
}
