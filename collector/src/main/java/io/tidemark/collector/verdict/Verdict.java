package io.tidemark.collector.verdict;

import java.util.List;
import java.util.Locale;

/**
 * What the engine holds to be true at one moment. Immutable.
 *
 * @param epochMs of the snapshot that it is based on; 0 before the first
 * @param state in a word
 * @param sentence in one sentence
 * @param findings what is wrong, most important first; at most {@value #MAX_FINDINGS}
 * @param suspects over all findings, most guilty first, each client once
 * @param chain the stages reached, in the order of time
 * @param victims clients that suffer without having asked for more, worst first
 * @param changes what became different with this snapshot
 */
public record Verdict(
    long epochMs,
    State state,
    String sentence,
    List<Finding> findings,
    List<Suspect> suspects,
    List<Link> chain,
    List<Victim> victims,
    List<Change> changes) {
  /** Findings beyond it are left out, the least severe first. */
  public static final int MAX_FINDINGS = 16;

  /** Before the first snapshot. */
  public static final Verdict NONE =
      new Verdict(
          0,
          State.WARMING_UP,
          "Too early to tell: nothing was sampled yet.",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  /** A verdict in a word. */
  public enum State {
    /** No baseline yet, and no symptom that shows without one. */
    WARMING_UP,
    /** Nothing is wrong. */
    QUIET,
    /** Something is wrong, and one client or several are behind it. */
    NAMED,
    /** Something is wrong, and whoever began it has stopped. */
    TRIGGER_GONE,
    /** Something is wrong, and nobody is accused; the findings say why. */
    NOT_NAMED;

    /** For programs: {@code trigger_gone}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same at another time, with other changes. */
  Verdict with(long otherEpochMs, List<Change> others) {
    return new Verdict(otherEpochMs, state, sentence, findings, suspects, chain, victims, others);
  }

  /** Copies the lists. */
  public Verdict {
    findings = List.copyOf(findings);
    suspects = List.copyOf(suspects);
    chain = List.copyOf(chain);
    victims = List.copyOf(victims);
    changes = List.copyOf(changes);
  }
}
