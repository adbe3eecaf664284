package io.tidemark.lab.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final ClientProfile WEB = ClientProfile.ordinary("web", 20, Handler.GET_FEED);

  @Test
  void survivesItsJson() {
    ClientProfile peculiar =
        WEB.withName("jobs")
            .withDeadline(Duration.ofMillis(4))
            .withHabits(new Habits(true, 640, 25))
            .withItems(3, 9)
            .withUniverse(77)
            .withMaxInFlight(5);
    Plan plan =
        new Plan(
            List.of(
                new Plan.Client(WEB, Presence.ALWAYS),
                new Plan.Client(peculiar, Presence.UNTIL_RELIEF)),
            true,
            new Tide(0.5, 60));
    assertEquals(plan, Plan.parse(plan.toJson()));
  }

  @Test
  void theOutageIsTheOrdinaryClientsAndTheCulprit() {
    ClientProfile culprit = ClientProfile.culprit(15_000, 20_000);
    assertEquals(
        List.of(
            "web-frontend ALWAYS",
            "mobile-gateway ALWAYS",
            "feed-ranker ALWAYS",
            "notifier ALWAYS",
            "post-ingest ALWAYS",
            "new-indexer FROM_ONSET"),
        Plan.outage(culprit).clients().stream()
            .map(client -> client.profile().name() + " " + client.presence())
            .toList());
  }

  @Test
  void theTideRisesFromItsMeanAndFallsBelowIt() {
    Tide tide = new Tide(0.5, 60);
    assertEquals(
        List.of(1.0, 1.5, 1.0, 0.5, 1.0),
        DoubleStream.of(0, 15, 30, 45, 60)
            .mapToObj(second -> Math.round(1e6 * tide.factorAt(second * 1e9)) / 1e6)
            .toList());
    assertThrows(IllegalArgumentException.class, () -> new Tide(1, 60));
    assertThrows(IllegalArgumentException.class, () -> new Tide(Double.NaN, 60));
  }

  @Test
  void aScheduleFollowsTheTide() {
    Schedule schedule = new Schedule(WEB, 5, new Tide(0.9, 400));
    long[] halves = new long[2];
    Stream.generate(schedule::next)
        .takeWhile(arrival -> arrival.dueNs() < 400e9)
        .forEach(arrival -> halves[arrival.dueNs() < 200e9 ? 0 : 1]++);
    // The mean over a half period of 1 + 0.9 sin is 1 + 1.8/pi, and 1 - 1.8/pi.
    assertEquals(20 * 200 * 1.573, (double) halves[0], 300);
    assertEquals(20 * 200 * 0.427, (double) halves[1], 150);
  }

  @Test
  void malformedKeysAreNoUris() {
    Schedule schedule = new Schedule(WEB.withHabits(Habits.malformed()), 1);
    assertEquals(
        List.of(), schedule.next().keys().stream().filter(key -> key.startsWith("at://")).toList());
  }
}
