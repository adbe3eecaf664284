package io.tidemark.collector.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Findings do not flap, and what happens to clocks, samples and JVMs is no finding. */
class SteadinessTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9})
  void aRateThatSwingsAroundTheBarForMinutesOpensOnce(int periodSeconds) {
    Watching watching = Watching.ordinary();
    watching.lab.load("chatty", Simulation.FEEDS).requests(50);
    for (int second = 0; second < 240; second++) {
      boolean high = second / periodSeconds % 2 == 0;
      // The bar is 100 a second.
      watching.lab.load("chatty", Simulation.FEEDS).logs(high ? 4 : 1.2);
      watching.run(1);
    }

    assertEquals(List.of("opened logs client chatty"), watching.changes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void suspectsWhoTakeTurnsDoNotTakeTurnsInTheVerdict(int periodSeconds) {
    Watching watching = Watching.ordinary();
    for (int second = 0; second < 240; second++) {
      boolean left = second / periodSeconds % 2 == 0;
      watching.lab.load("left", Simulation.FEEDS).requests(left ? 60 : 0).logs(20);
      watching.lab.load("right", Simulation.FEEDS).requests(left ? 0 : 60).logs(20);
      watching.run(1);
    }

    assertEquals(1, watching.changes().stream().filter(each -> each.startsWith("opened")).count());
    assertTrue(watching.changes.size() <= 4, watching.changes().toString());
    assertEquals(Set.of("left", "right"), watching.everAccused);
  }

  @Test
  void whoPausesForAMomentIsNotSaidToHaveStopped() {
    Watching watching = Watching.ordinary();
    for (int i = 0; i < 30; i++) {
      watching.lab.load("job", Simulation.POSTS).requests(3).items(17_000).dials(0.05);
      watching.run(4);
      watching.lab.load("job", Simulation.POSTS).requests(0);
      watching.run(2);
    }

    assertEquals(List.of("opened ports client job"), watching.changes());
  }

  @Test
  void aClockThatIsSetBackBeginsAnewAndClosesWhatWasOpen() {
    Watching watching = Watching.ordinary();
    watching.lab.load("job", Simulation.POSTS).requests(3).items(17_000).dials(0.05);
    watching.run(8);
    watching.lab.clock(-3_600_000);
    watching.run(1);
    assertEquals(List.of("opened ports client job", "closed ports client job"), watching.changes());
    assertEquals(
        "warming_up []", watching.verdict.state().id() + " " + watching.verdict.findings());

    watching.lab.load("job", Simulation.POSTS).requests(0);
    watching.run(120);
    watching.changes.clear();
    watching.lab.load("job", Simulation.POSTS).requests(3);
    assertTrue(watching.secondsUntilNamed() <= 5);
    assertEquals(List.of("opened ports client job"), watching.changes());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 60, 110})
  void samplesThatAreMissingOpenAndCloseNothing(int seconds) {
    Watching quiet = Watching.ordinary();
    quiet.lab.skip(seconds);
    quiet.run(60);
    assertEquals(List.of(), quiet.changes());

    Watching watching = Watching.ordinary();
    watching.lab.load("chatty", Simulation.FEEDS).requests(50).logs(40);
    watching.run(10);
    watching.lab.skip(seconds);
    watching.run(20);
    assertEquals(List.of("opened logs client chatty"), watching.changes());
    assertTrue(
        watching.finding(Stage.LOGS).suspects().get(0).effectPerSecond() < 2_100,
        "what was counted meanwhile is a rate, and no burst");
  }

  @Test
  void afterAHoleOfMinutesItBeginsAnew() {
    Watching watching = Watching.ordinary();
    watching.lab.load("chatty", Simulation.FEEDS).requests(50).logs(40);
    watching.run(10);
    watching.lab.skip(200);
    watching.run(1);

    assertEquals(
        List.of("opened logs client chatty", "closed logs client chatty"), watching.changes());
  }

  @Test
  void aJvmWhoseCountersBeginAnewIsNoFinding() {
    Watching watching = Watching.ordinary();
    for (int i = 0; i < 5; i++) {
      watching.lab.cleanExits++;
      watching.lab.restart();
      watching.run(20);
    }

    assertEquals(List.of(), watching.changes());
  }

  @Test
  void aRestartInTheMiddleOfItDoesNotHideWhoItWas() {
    Watching watching = Watching.ordinary();
    watching.lab.load("job", Simulation.POSTS).requests(3).items(17_000).dials(0.05);
    watching.run(8);
    watching.lab.uncleanExits++;
    watching.lab.restart();
    watching.run(15);

    assertEquals(Set.of("job"), watching.everAccused);
    assertEquals(Set.of("job"), watching.accused());
    assertTrue(
        watching.findings().containsAll(List.of("ports client job", "kills client job")),
        watching.findings().toString());
  }
}
