package io.tidemark.collector.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** An engine that watches a simulation, and what it said so far. */
final class Watching {
  static final int USUAL_SECONDS = 25;

  final Simulation lab;
  final VerdictEngine engine = new VerdictEngine();
  final List<Change> changes = new ArrayList<>();
  final Set<String> everAccused = new TreeSet<>();
  Verdict verdict = Verdict.NONE;

  Watching(Simulation lab) {
    this.lab = lab;
  }

  /** Ordinary clients, and what the engine needs to know them. */
  static Watching ordinary() {
    Watching watching = new Watching(Simulation.ordinary(1, 0));
    watching.run(USUAL_SECONDS);
    return watching;
  }

  void run(int seconds) {
    for (int i = 0; i < seconds; i++) {
      verdict = engine.accept(lab.next());
      changes.addAll(verdict.changes());
      everAccused.addAll(accused());
    }
  }

  /** Until it accuses somebody, for half a minute at most. */
  int secondsUntilNamed() {
    for (int second = 1; second <= 30; second++) {
      run(1);
      if (!accused().isEmpty()) {
        return second;
      }
    }
    return Integer.MAX_VALUE;
  }

  Set<String> accused() {
    return new TreeSet<>(verdict.suspects().stream().map(Suspect::client).toList());
  }

  /** Such as {@code ports client new-indexer}. */
  List<String> findings() {
    return verdict.findings().stream().map(Watching::text).toList();
  }

  /** Such as {@code opened ports client new-indexer}. */
  List<String> changes() {
    return changes.stream()
        .map(each -> each.kind().name().toLowerCase(Locale.ROOT) + " " + text(each.finding()))
        .toList();
  }

  Finding finding(Stage symptom) {
    return verdict.findings().stream()
        .filter(each -> each.symptom() == symptom)
        .findFirst()
        .orElseThrow(() -> new AssertionError(symptom + " is not among " + findings()));
  }

  private static String text(Finding finding) {
    StringBuilder text = new StringBuilder(finding.symptom().id() + " " + finding.cause().id());
    finding.suspects().forEach(suspect -> text.append(' ').append(suspect.client()));
    return text.toString();
  }
}
