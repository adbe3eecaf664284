package io.tidemark.lab.incident;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a judge did in one run.
 *
 * @param correct nobody was accused wrongly at any moment of the run; and with culprits, they were
 *     named, and for most of the time that {@code steady} looks at
 * @param secondsFromOnset to the first moment at which exactly the culprits were named; empty if
 *     there was none
 * @param steady the part of the moments from {@value #SETTLED_SECONDS} s after the onset on at
 *     which exactly the culprits were named, or nobody if there are none; 0 to 1
 * @param falseAccusations how often an accusation of somebody else began
 * @param accused everybody who was accused wrongly at some moment
 */
public record Score(
    boolean correct,
    OptionalDouble secondsFromOnset,
    double steady,
    int falseAccusations,
    SortedSet<Suspect> accused) {
  static final int SETTLED_SECONDS = 10;

  private static final double MOST = 0.5;

  public Score {
    accused = Collections.unmodifiableSortedSet(new TreeSet<>(accused));
  }

  /**
   * The score of one run.
   *
   * @param moments of the run, in their order
   */
  public static Score of(Set<Suspect> culprits, List<Moment> moments) {
    SortedSet<Suspect> accused = new TreeSet<>();
    int begun = 0;
    Set<Suspect> before = Set.of();
    for (Moment moment : moments) {
      Set<Suspect> innocent = new TreeSet<>(moment.accused());
      innocent.removeAll(culprits);
      // Before the onset the culprits are as innocent as anybody.
      Set<Suspect> wrong = moment.seconds() < 0 ? moment.accused() : innocent;
      accused.addAll(wrong);
      Set<Suspect> news = new TreeSet<>(wrong);
      news.removeAll(before);
      begun += news.size();
      before = wrong;
    }
    OptionalDouble named = named(culprits, moments);
    double steady = steady(culprits, moments);
    boolean held = culprits.isEmpty() || (named.isPresent() && steady > MOST);
    return new Score(held && accused.isEmpty(), named, steady, begun, accused);
  }

  /** For people, in one line. */
  public String sentence() {
    return (secondsFromOnset.isEmpty()
            ? correct ? "nobody to name" : "nobody was named rightly"
            : "named after %.1f s".formatted(secondsFromOnset.getAsDouble()))
        + ", right for %.0f %% of the time".formatted(100 * steady)
        + (accused.isEmpty()
            ? ", no false accusation"
            : ", %d false accusations, of %s".formatted(falseAccusations, accused));
  }

  private static OptionalDouble named(Set<Suspect> culprits, List<Moment> moments) {
    return culprits.isEmpty()
        ? OptionalDouble.empty()
        : moments.stream()
            .filter(moment -> moment.seconds() >= 0 && moment.accused().equals(culprits))
            .mapToDouble(Moment::seconds)
            .findFirst();
  }

  private static double steady(Set<Suspect> culprits, List<Moment> moments) {
    return moments.stream()
        .filter(moment -> moment.seconds() >= SETTLED_SECONDS)
        .mapToInt(moment -> moment.accused().equals(culprits) ? 1 : 0)
        .average()
        .orElse(0);
  }
}
