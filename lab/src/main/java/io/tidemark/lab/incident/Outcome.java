package io.tidemark.lab.incident;

import java.util.Optional;
import java.util.Set;

/**
 * One run.
 *
 * @param culprits the answer
 * @param silent moments at which the judge did not answer
 * @param seconds that the run took, start and end included
 * @param broken why it came to no score
 */
public record Outcome(
    String incident,
    long seed,
    Set<Suspect> culprits,
    Optional<Score> score,
    int silent,
    double seconds,
    Optional<String> broken) {

  public boolean correct() {
    return score.map(Score::correct).orElse(false);
  }

  static int falseAccusations(Outcome outcome) {
    return outcome.score().map(Score::falseAccusations).orElse(0);
  }
}
