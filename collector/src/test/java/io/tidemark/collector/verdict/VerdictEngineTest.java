package io.tidemark.collector.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictEngineTest {
  private final VerdictEngine engine = new VerdictEngine();

  @Test
  void namesTheClientOfTheOutage() {
    Simulation lab = Simulation.ordinary(1, 0.1);
    run(lab, 25);
    lab.load("new-indexer", Simulation.POSTS).requests(2.7).items(17_000).dials(0.05).seconds(3);
    Verdict verdict = Verdict.NONE;
    for (int i = 1; i <= 12; i++) {
      verdict = engine.accept(lab.next());
    }
    assertEquals(List.of("new-indexer"), names(verdict));
  }

  private Verdict run(Simulation lab, int seconds) {
    Verdict verdict = Verdict.NONE;
    for (int i = 0; i < seconds; i++) {
      verdict = engine.accept(lab.next());
    }
    return verdict;
  }

  private static List<String> names(Verdict verdict) {
    List<String> names = new ArrayList<>();
    verdict.suspects().forEach(suspect -> names.add(suspect.client()));
    return names;
  }
}
