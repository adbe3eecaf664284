package io.tidemark.collector.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is learned beside old sockets, and who is blamed for deaths. */
class BlameTest {
  private static final String BATCHES = "nightly-batches";

  private final VerdictEngine engine = new VerdictEngine();
  private final Simulation lab = Simulation.ordinary(3, 0.1);
  private Verdict verdict = Verdict.NONE;

  @Test
  void socketsThatAServiceLeftAtItsStartDoNotHinderLearning() {
    lab.all(load -> load.dials(0.4));
    run(6);
    lab.all(load -> load.dials(0.001));
    run(20);
    lab.load("new-indexer", Simulation.POSTS).requests(3).items(17_000).dials(0.05).seconds(3);
    run(8);

    assertEquals(List.of("ports client [new-indexer]"), findings());
  }

  @Test
  void whoeverAsksForManyItemsAsUsualIsNotBlamedForDeaths() {
    lab.load(BATCHES, Simulation.FEEDS).requests(1).items(300);
    run(25);
    die(BATCHES, 3);

    assertEquals(List.of("kills no_client []"), findings());
  }

  @Test
  void oneDeathIsThinEvidence() {
    run(25);
    lab.load("poster", Simulation.FEEDS).requests(1).items(300).bytes(0);
    run(8);
    lab.oomKills++;
    die("poster", 1);

    assertEquals(List.of("kills thin_evidence [poster]"), findings());
  }

  @Test
  void ofSeveralDeathsTheOneIsBlamedWhoWasHeaviestBeforeMost() {
    run(25);
    lab.load("poster", Simulation.FEEDS).requests(1).items(300).bytes(0);
    run(8);
    die("web-frontend", 1);
    die("poster", 2);

    assertEquals(List.of("kills client [poster]"), findings());
  }

  @Test
  void whoeverRecoversLastFromWhatAnotherDidIsNoSecondCulprit() {
    run(25);
    lab.load("new-indexer", Simulation.POSTS).requests(3).items(17_000).dials(0.05).seconds(3);
    run(8);
    assertEquals(List.of("new-indexer"), accused());
    lab.load("new-indexer", Simulation.POSTS).requests(0);
    run(10);
    lab.load("feed-ranker", Simulation.POSTS).requests(100).dials(0.5).errors(0.6).portless(0.5);
    run(15);

    assertEquals(List.of("new-indexer"), accused());
    assertEquals(true, verdict.chain().stream().anyMatch(link -> link.stage() == Stage.ERRORS));
  }

  @Test
  void whoeverAsksForMoreWithoutSufferingIsASecondCulprit() {
    run(25);
    lab.load("new-indexer", Simulation.POSTS).requests(3).items(17_000).dials(0.05).seconds(3);
    run(8);
    lab.load("feed-ranker", Simulation.POSTS).items(3_000).dials(0.05);
    run(10);

    assertEquals(List.of("feed-ranker", "new-indexer"), accused());
  }

  private List<String> accused() {
    return verdict.suspects().stream().map(Suspect::client).sorted().toList();
  }

  private void die(String heaviest, int times) {
    for (int death = 0; death < times; death++) {
      lab.uncleanExits++;
      lab.heaviestOfTheDead = heaviest;
      lab.restart();
      run(8);
    }
  }

  private void run(int seconds) {
    for (int i = 0; i < seconds; i++) {
      verdict = engine.accept(lab.next());
    }
  }

  private List<String> findings() {
    return verdict.findings().stream()
        .map(
            finding ->
                finding.symptom().id()
                    + " "
                    + finding.cause().id()
                    + " "
                    + finding.suspects().stream().map(Suspect::client).toList())
        .toList();
  }
}
