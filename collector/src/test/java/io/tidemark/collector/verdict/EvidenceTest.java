package io.tidemark.collector.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Label;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said when the evidence is thin, points at several, at nobody, or at a dependency. */
class EvidenceTest {
  @Test
  void aCollectorThatStartsInTheMiddleOfItSuspectsAndDoesNotAccuse() {
    Watching watching = new Watching(Simulation.ordinary(1, 0));
    watching.lab.load("new-indexer", Simulation.POSTS).requests(3).items(17_000).dials(0.05);
    watching.run(120);

    assertEquals(List.of("opened ports thin_evidence new-indexer"), watching.changes());
    assertEquals(Verdict.State.NOT_NAMED, watching.verdict.state());
    assertTrue(
        watching.verdict.sentence().contains("perhaps new-indexer, through " + Simulation.POSTS)
            && watching.verdict.sentence().contains("no baseline was learned before it began"),
        watching.verdict.sentence());
    assertTrue(
        watching.verdict.findings().get(0).advice().startsWith("Have an eye on the client; do not"),
        watching.verdict.findings().get(0).advice());
  }

  @Test
  void onceItHasSeenAnOrdinaryMinuteItAccuses() {
    Watching watching = new Watching(Simulation.ordinary(1, 0));
    watching.lab.load("new-indexer", Simulation.POSTS).requests(3).items(17_000).dials(0.05);
    watching.run(20);
    watching.lab.load("new-indexer", Simulation.POSTS).requests(0);
    watching.run(150);
    assertEquals(
        List.of("opened ports thin_evidence new-indexer", "closed ports thin_evidence new-indexer"),
        watching.changes());

    watching.lab.load("new-indexer", Simulation.POSTS).requests(3);
    assertTrue(watching.secondsUntilNamed() <= 5);
    assertEquals(Set.of("new-indexer"), watching.everAccused);
  }

  @Test
  void twoRequestsAreTooFewToAccuse() {
    Watching watching = Watching.ordinary();
    watching.lab.load("twice", Simulation.POSTS).requests(1).items(20_000);
    watching.run(2);
    watching.lab.load("twice", Simulation.POSTS).requests(0).backgroundDials = 2_000;
    watching.run(3);

    assertEquals(List.of("ports thin_evidence twice"), watching.findings());
    assertEquals(Set.of(), watching.everAccused);
    assertTrue(
        watching.verdict.sentence().endsWith("it rests on 2 requests."),
        watching.verdict.sentence());
  }

  @Test
  void fourWhoAreEquallyGuiltyAreNamedTogetherAndOneWhoAddsATenthIsLetOff() {
    Watching watching = Watching.ordinary();
    for (String name : List.of("job-a", "job-b", "job-c", "job-d")) {
      watching.lab.load(name, Simulation.POSTS).requests(2).items(5_000).dials(0.05);
    }
    watching.lab.load("job-e", Simulation.POSTS).requests(2).items(500).dials(0.05);
    watching.run(8);

    assertEquals(List.of("ports several_clients job-a job-b job-c job-d"), watching.findings());
    assertTrue(
        watching
            .verdict
            .sentence()
            .startsWith("4 clients cause the additional dials, equally guilty: job-a through "),
        watching.verdict.sentence());
    assertEquals(Set.of("job-a", "job-b", "job-c", "job-d"), watching.everAccused);
  }

  @Test
  void whoJoinsLaterIsNamedAsWell() {
    Watching watching = Watching.ordinary();
    watching.lab.load("first", Simulation.POSTS).requests(2).items(10_000).dials(0.05);
    watching.run(20);
    watching.lab.load("second", Simulation.POSTS).requests(2).items(10_000).dials(0.05);
    watching.run(20);

    assertEquals(
        List.of("opened ports client first", "suspect_changed ports several_clients first second"),
        watching.changes());
  }

  @Test
  void workThatNoRequestIsKnownForIsSaidToBeNobodys() {
    Watching watching = new Watching(Simulation.ordinary(1, 0));
    watching.lab.load(Label.UNATTRIBUTED, Label.UNATTRIBUTED).requests(0);
    watching.run(Watching.USUAL_SECONDS);
    watching.lab.load(Label.UNATTRIBUTED, Label.UNATTRIBUTED).backgroundDials = 2_000;
    watching.run(60);

    assertEquals(List.of("opened ports unattributed"), watching.changes());
    assertTrue(
        watching.verdict.sentence().contains("100 % of the dials belong to no request"),
        watching.verdict.sentence());
  }

  @Test
  void nobodysDemandRoseAndTheSlowDestinationIsNamed() {
    Watching watching = new Watching(Simulation.ordinary(1, 0));
    watching.lab.all(load -> load.dials(0.02));
    watching.run(Watching.USUAL_SECONDS);
    watching.lab.dialSeconds = 0.12;
    watching.lab.all(load -> load.seconds(0.4));
    watching.run(40);

    Finding latency = watching.finding(Stage.LATENCY);
    assertEquals(
        "Requests to dataplane take 390 ms longer than usual; no client is behind it:"
            + " nobody asks for more than usual out of proportion to the others; dials to"
            + " 127.0.0.1:11211 take 120 ms instead of 1 ms",
        latency.sentence());
    assertTrue(latency.advice().startsWith("Look at that destination first"), latency.advice());
    assertEquals(Set.of(), watching.everAccused);
  }

  @Test
  void nobodysDemandRoseAndTheDestinationThatRefusesIsNamed() {
    Watching watching = new Watching(Simulation.ordinary(1, 0));
    watching.lab.all(load -> load.dials(0.02));
    watching.run(Watching.USUAL_SECONDS);
    watching.lab.refusedShare = 0.95;
    watching.lab.all(load -> load.errors(0.6));
    watching.run(20);

    assertTrue(
        watching
            .finding(Stage.ERRORS)
            .sentence()
            .matches(
                ".*; 9[0-9] % of the dials to 127\\.0\\.0\\.1:11211 fail \\(connection_refused\\)"),
        watching.finding(Stage.ERRORS).sentence());
  }

  @Test
  void whereNoDestinationTellsTheAdviceSaysWhatIsNotMeasured() {
    Watching watching = Watching.ordinary();
    watching.lab.all(load -> load.seconds(0.4));
    watching.run(20);

    Finding latency = watching.finding(Stage.LATENCY);
    assertTrue(latency.sentence().endsWith("out of proportion to the others"), latency.sentence());
    assertTrue(
        latency.advice().contains("the wait for answers over open connections is not measured"),
        latency.advice());
  }
}
