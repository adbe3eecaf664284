package io.tidemark.collector.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Label;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of incident as a series of seconds, and what is said of it. */
class VerdictEngineTest {
  private static final int USUAL_SECONDS = 25;
  private static final int NAMED_WITHIN_SECONDS = 10;

  private final VerdictEngine engine = new VerdictEngine();
  private final List<Change> changes = new ArrayList<>();
  private Simulation lab = Simulation.ordinary(1, 0.1);
  private Verdict verdict = Verdict.NONE;

  @Test
  void saysThatItIsTooEarlyBeforeThereIsABaseline() {
    run(6);

    assertEquals(
        "warming_up Too early to tell: no baseline was learned yet.",
        verdict.state().id() + " " + verdict.sentence());
  }

  @Test
  void namesTheClientWhoseFewHugeRequestsTakeAllPorts() {
    run(USUAL_SECONDS);
    lab.load("new-indexer", Simulation.POSTS).requests(3).items(17_000).dials(0.05).seconds(3);
    assertTrue(secondsUntilNamed("new-indexer") <= 5);
    run(5);

    assertEquals(List.of("ports client new-indexer"), findings());
    assertEquals(
        List.of(Stage.ITEMS, Stage.TASKS, Stage.DIALS, Stage.TIME_WAIT, Stage.PORTS),
        verdict.chain().stream().map(Link::stage).toList());
    Finding ports = verdict.findings().get(0);
    assertEquals(
        List.of("127.32.0.1", Severity.CRITICAL, Stage.ITEMS, Simulation.POSTS),
        List.of(
            ports.place(),
            ports.severity(),
            ports.consequenceOf(),
            ports.suspects().get(0).handler()));
    assertTrue(
        ports
            .sentence()
            .matches(
                "new-indexer, through dataplane\\.Posts/GetPostRecord, sends [0-9.]+ requests/s of"
                    + " 17,000 items \\(9[0-9] % of all items, [0-9.]+ % of requests\\) and causes"
                    + " 100 % of the additional dials; dials take 1[0-9]{2},[0-9]{3} ports/min:"
                    + " 127\\.32\\.0\\.1 has none left in [0-9.]+ s"),
        ports.sentence());
  }

  @Test
  void namesTheSameAmongManyClientsOfAGateway() {
    for (int tenant = 0; tenant < 30; tenant++) {
      lab.load("tenant-" + tenant, Simulation.FEEDS).requests(2).items(9);
    }
    run(USUAL_SECONDS);
    lab.load("new-indexer", Simulation.POSTS).requests(3).items(17_000).dials(0.05);

    assertTrue(secondsUntilNamed("new-indexer") <= 5);
  }

  @Test
  void victimsAreNotAccused() {
    run(USUAL_SECONDS);
    lab.load("new-indexer", Simulation.POSTS).requests(3).items(17_000).dials(0.05);
    run(12);
    // No port is left: all dial again and again, fail, and log it.
    lab.all(load -> load.dials(0.05).portless(0.9).errors(0.5).seconds(0.8));
    lab.threads = 1_500;
    lab.stopped = 0.4;
    run(10);

    assertEquals(Set.of("new-indexer"), accused());
    assertEquals(
        EnumSet.of(
            Stage.PORTS,
            Stage.DIAL_FAILURES,
            Stage.LOGS,
            Stage.THREADS,
            Stage.PAUSES,
            Stage.ERRORS,
            Stage.LATENCY),
        symptoms());
    assertEquals(
        Set.of("feed-ranker", "mobile-gateway", "notifier", "post-ingest", "web-frontend"),
        new TreeSet<>(verdict.victims().stream().map(Victim::client).toList()));
  }

  @Test
  void namesTwoWhoAreEquallyGuilty() {
    run(USUAL_SECONDS);
    lab.load("a-indexer", Simulation.POSTS).requests(2).items(10_000).dials(0.05);
    lab.load("b-indexer", Simulation.POSTS).requests(2).items(10_000).dials(0.05);
    run(8);

    assertEquals(Set.of("a-indexer", "b-indexer"), accused());
    assertEquals(
        List.of(Stage.PORTS + " " + Cause.SEVERAL_CLIENTS),
        verdict.findings().stream().map(each -> each.symptom() + " " + each.cause()).toList());
    assertTrue(verdict.sentence().contains("equally guilty: "), verdict.sentence());
  }

  @Test
  void namesTheClientOfARetryStormByItsRequests() {
    lab.load("impatient", Simulation.FEEDS).requests(60).items(3);
    run(USUAL_SECONDS);
    lab.load("impatient", Simulation.FEEDS).requests(1_500).items(3).errors(0.9);

    assertTrue(secondsUntilNamed("impatient") <= NAMED_WITHIN_SECONDS);
    assertEquals(EnumSet.of(Stage.ERRORS), symptoms());
    assertTrue(verdict.sentence().contains("requests/s (usually "), verdict.sentence());
  }

  @Test
  void namesTheClientThatOnlyAllocates() {
    run(USUAL_SECONDS);
    lab.load("wide", Simulation.FEEDS).requests(25).items(10).bytes(2e6);
    lab.stopped = 0.3;

    assertTrue(secondsUntilNamed("wide") <= NAMED_WITHIN_SECONDS);
    assertEquals(List.of("pauses client wide"), findings());
  }

  @Test
  void namesTheClientThatOnlyLogs() {
    lab.load("malformed", Simulation.FEEDS).requests(60).items(40);
    run(USUAL_SECONDS);
    lab.load("malformed", Simulation.FEEDS).logs(40);

    assertTrue(secondsUntilNamed("malformed") <= NAMED_WITHIN_SECONDS);
    assertEquals(List.of("logs client malformed"), findings());
  }

  @Test
  void accusesNobodyOfASlowDependency() {
    run(USUAL_SECONDS);
    lab.all(load -> load.seconds(0.5).dials(0.02).errors(0.2));
    run(30);

    assertEquals(Set.of(), accused());
    assertEquals(EnumSet.of(Stage.LATENCY, Stage.ERRORS), symptoms());
    assertEquals(Verdict.State.NOT_NAMED, verdict.state());
    assertTrue(verdict.sentence().contains("nobody asks for more"), verdict.sentence());
  }

  @Test
  void findsNothingWrongWithAHeavyClientThatHurtsNobody() {
    run(USUAL_SECONDS);
    lab.load("nightly", Simulation.POSTS).requests(1).items(3_000).seconds(4).tasks(0.01);
    run(60);

    assertEquals(List.of(), changes);
    assertTrue(
        verdict.sentence().contains("nightly asks for 5")
            && verdict.sentence().endsWith("and nothing suffers from it."),
        verdict.sentence());
  }

  @Test
  void namesTheClientThatKillsEachProcessInTurn() {
    run(USUAL_SECONDS);
    lab.load("poster", Simulation.FEEDS).requests(1).items(400).bytes(1e6);
    run(5);
    for (int death = 0; death < 3; death++) {
      lab.uncleanExits++;
      lab.oomKills++;
      lab.restart();
      run(8);
    }

    assertEquals(Set.of("poster"), accused());
    assertTrue(symptoms().contains(Stage.KILLS), verdict.sentence());
    assertTrue(
        verdict.sentence().contains("dataplane died ") && verdict.sentence().contains("poster"),
        verdict.sentence());
  }

  @Test
  void namesWhoWasHeaviestWheneverAProcessDied() {
    run(USUAL_SECONDS);
    lab.load("poster", Simulation.FEEDS).requests(1).items(300).bytes(0);
    for (int death = 0; death < 3; death++) {
      run(8);
      lab.uncleanExits++;
      lab.heaviestOfTheDead = "poster";
      lab.restart();
    }
    run(8);

    assertEquals(List.of("kills client poster"), findings());
  }

  @Test
  void saysThatTheTriggerIsGoneAndTheTroubleIsNot() {
    run(USUAL_SECONDS);
    lab.load("new-indexer", Simulation.POSTS).requests(3).items(17_000).dials(0.05);
    run(15);
    lab.load("new-indexer", Simulation.POSTS).requests(0);
    lab.all(load -> load.portless(0.9));
    lab.all(load -> load.dials(0.05).seconds(0.8));
    run(20);

    assertEquals(Verdict.State.TRIGGER_GONE, verdict.state());
    assertEquals(Set.of("new-indexer"), accused());
    assertTrue(verdict.sentence().contains("stopped, but it goes on"), verdict.sentence());
  }

  @Test
  void findsNothingWrongWithADailyPeakAndADeploy() {
    run(USUAL_SECONDS);
    for (int second = 0; second < 120; second++) {
      double tide = 1 + 1.5 * Math.sin(Math.PI * second / 120);
      lab.scale = tide;
      lab.threads = 150 * Math.sqrt(tide);
      run(1);
      if (second == 60) {
        lab.cleanExits++;
        lab.restart();
        lab.all(load -> load.seconds(0.2).dials(0.1)); // compiles, and fills its pools
      } else if (second == 64) {
        lab.all(load -> load.seconds(0.01).dials(0.001));
      }
    }

    assertEquals(List.of(), changes);
  }

  @Test
  void trafficThatBeginsIsNoFinding() {
    lab.scale = 0.01;
    lab.threads = 20;
    run(30);
    lab.scale = 1;
    lab.threads = 300;
    run(60);

    assertEquals(List.of(), changes);
    assertEquals(Verdict.State.QUIET, verdict.state());
  }

  @Test
  void doesNotAccuseOnASingleRequest() {
    run(USUAL_SECONDS);
    lab.load("once", Simulation.POSTS).requests(1).items(20_000);
    run(1);
    lab.load("once", Simulation.POSTS).requests(0).backgroundDials = 2_000;
    run(4);

    assertEquals(List.of("ports thin_evidence once"), findings());
    assertEquals(List.of(), verdict.suspects());
    assertTrue(verdict.sentence().contains("it rests on 1 request"), verdict.sentence());
  }

  @Test
  void doesNotAccuseWithoutABaseline() {
    lab.load("new-indexer", Simulation.POSTS).requests(3).items(17_000).dials(0.05);
    run(6);

    assertEquals(List.of("ports thin_evidence new-indexer"), findings());
    assertTrue(verdict.sentence().contains("no baseline was learned"), verdict.sentence());
  }

  @Test
  void saysThatNoRequestIsKnownForIt() {
    lab.load(Label.UNATTRIBUTED, Label.UNATTRIBUTED).requests(0);
    run(USUAL_SECONDS);
    lab.load(Label.UNATTRIBUTED, Label.UNATTRIBUTED).backgroundLogs = 2_000;
    run(10);

    assertEquals(List.of("logs unattributed"), findings());
    assertTrue(
        verdict.sentence().contains("100 % of the log events belong to no request"),
        verdict.sentence());
  }

  @Test
  void saysThatProgramsWithoutTheAgentTakeThePorts() {
    run(USUAL_SECONDS);
    lab.otherDials = 2_000;
    run(8);

    assertEquals(List.of("ports unattributed"), findings());
  }

  @Test
  void doesNotFlapWithASymptomThatComesAndGoes() {
    run(USUAL_SECONDS);
    for (int i = 0; i < 20; i++) {
      lab.load("chatty", Simulation.FEEDS).requests(60).logs(i % 2 == 0 ? 40 : 0);
      run(4);
    }
    lab.load("chatty", Simulation.FEEDS).logs(0);
    run(30);

    assertEquals(
        List.of("OPENED chatty", "CLOSED chatty"),
        changes.stream().map(VerdictEngineTest::text).toList());
  }

  @Test
  void aThresholdCrossedForAMomentIsNoFinding() {
    run(USUAL_SECONDS);
    for (int i = 0; i < 10; i++) {
      lab.listenDrops += 20;
      lab.stopped = 0.2;
      run(1);
      lab.stopped = 0.01;
      run(5);
    }

    assertEquals(List.of(), changes);
  }

  @Test
  void theIncidentDoesNotBecomeItsOwnBaseline() {
    run(USUAL_SECONDS);
    lab.load("chatty", Simulation.FEEDS).requests(60).logs(40);
    run(600);

    assertEquals(List.of("logs client chatty"), findings());
    assertTrue(verdict.findings().get(0).numbers().get(0).usual().orElse(99) < 5);
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,0.05", "3,0.2", "4,0.2", "5,0.2", "6,0.05"})
  void noiseIsNoFinding(long seed, double noise) {
    lab = Simulation.ordinary(seed, noise);
    run(600);

    assertEquals(List.of(), changes);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void namesArePermutedWithTheClients(long seed) {
    Verdict one = outage(seed, "new-indexer", "web-frontend");
    Verdict other = outage(seed, "web-frontend", "new-indexer");

    assertEquals(
        VerdictJson.of(one).replace("new-indexer", "*"),
        VerdictJson.of(other).replace("web-frontend", "*"));
  }

  private static Verdict outage(long seed, String culprit, String ordinary) {
    Simulation simulation = new Simulation(seed, 0.1);
    simulation.load(ordinary, Simulation.POSTS).requests(35);
    simulation.load("feed-ranker", Simulation.POSTS).requests(30);
    VerdictEngine engine = new VerdictEngine();
    for (int i = 0; i < USUAL_SECONDS; i++) {
      engine.accept(simulation.next());
    }
    simulation.load(culprit, Simulation.POSTS).requests(3).items(17_000).dials(0.05);
    Verdict verdict = Verdict.NONE;
    for (int i = 0; i < 8; i++) {
      verdict = engine.accept(simulation.next());
    }
    return verdict;
  }

  private void run(int seconds) {
    for (int i = 0; i < seconds; i++) {
      verdict = engine.accept(lab.next());
      changes.addAll(verdict.changes());
    }
  }

  private int secondsUntilNamed(String client) {
    for (int second = 1; second <= 30; second++) {
      run(1);
      if (accused().equals(Set.of(client))) {
        return second;
      }
    }
    return Integer.MAX_VALUE;
  }

  private Set<String> accused() {
    return new TreeSet<>(verdict.suspects().stream().map(Suspect::client).toList());
  }

  private Set<Stage> symptoms() {
    Set<Stage> symptoms = EnumSet.noneOf(Stage.class);
    verdict.findings().forEach(finding -> symptoms.add(finding.symptom()));
    return symptoms;
  }

  private List<String> findings() {
    return verdict.findings().stream()
        .map(finding -> finding.symptom().id() + " " + finding.cause().id() + names(finding))
        .toList();
  }

  private static String text(Change change) {
    return change.kind() + names(change.finding());
  }

  private static String names(Finding finding) {
    StringBuilder names = new StringBuilder();
    finding.suspects().forEach(suspect -> names.append(' ').append(suspect.client()));
    return names.toString();
  }
}
