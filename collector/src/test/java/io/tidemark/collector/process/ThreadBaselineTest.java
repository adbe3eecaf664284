package io.tidemark.collector.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ThreadBaselineTest {
  private static final int MINUTE = 60;

  private final ThreadBaseline baseline = new ThreadBaseline();
  private long nowMs = 1_795_257_375_715L;

  @Test
  void isUnknownInTheFirstTenSeconds() {
    watch(10, 40);
    assertEquals(OptionalLong.empty(), baseline.threads());
    watch(1, 40);
    assertEquals(OptionalLong.of(40), baseline.threads());
  }

  @Test
  void isTheMedian() {
    watch(2 * MINUTE, 40);
    watch(2 * MINUTE, 60);
    watch(2 * MINUTE, 50);
    assertEquals(OptionalLong.of(50), baseline.threads());
  }

  @Test
  void fallsAtOnce() {
    watch(MINUTE, 400);
    watch(MINUTE + 10, 50);
    assertEquals(OptionalLong.of(50), baseline.threads());
  }

  @Test
  void doesNotFollowAnIncidentOfAFewMinutes() {
    watch(15 * MINUTE, 150);
    watch(10 * MINUTE, 1_500);
    assertEquals(OptionalLong.of(150), baseline.threads());
    watch(25 * MINUTE, 160);
    assertEquals(OptionalLong.of(160), baseline.threads());
  }

  @Test
  void risesSlowlyToWhatLastsForFifteenMinutes() {
    watch(3 * 60 * MINUTE, 150);
    watch(15 * MINUTE - 10, 300);
    assertEquals(OptionalLong.of(150), baseline.threads());
    watch(6 * MINUTE, 300);
    assertEquals(OptionalLong.of(270), baseline.threads());
    watch(3 * MINUTE, 300);
    assertEquals(OptionalLong.of(300), baseline.threads());
  }

  @Test
  void risesByAShareWhereThatIsMore() {
    watch(3 * 60 * MINUTE, 1_000);
    watch(15 * MINUTE - 10, 4_000);
    watch(2 * MINUTE, 4_000);
    assertEquals(OptionalLong.of(1_105), baseline.threads());
  }

  /** The demonstration: an incident that begins seconds after the start. */
  @Test
  void anIncidentOfAYoungJvmIsNotItsUsual() {
    watch(10, 25);
    watch(10, 70);
    watch(5 * MINUTE, 1_050);
    assertEquals(OptionalLong.of(208), baseline.threads());
  }

  /** A deploy: with what the rule asks of a young JVM, nobody is woken. */
  @Test
  void poolsThatAreFilledAfterAStartAreCaughtUpWith() {
    watch(MINUTE, 30);
    watch(10 * MINUTE, 250);
    assertEquals(OptionalLong.of(213), baseline.threads());
    watch(2 * MINUTE, 250);
    assertEquals(OptionalLong.of(250), baseline.threads());
  }

  @Test
  void forgetsWhatIsOlderThanHalfAnHourHoweverSeldomItIsAsked() {
    for (int asked = 0; asked < 40; asked++) {
      baseline.add(nowMs, 300);
      nowMs += 60_000;
    }
    for (int asked = 0; asked < 16; asked++) {
      baseline.add(nowMs, 150);
      nowMs += 60_000;
    }
    assertEquals(OptionalLong.of(150), baseline.threads());
  }

  @Test
  void isNotMisledByAClockThatJumps() {
    watch(10 * MINUTE, 150);
    nowMs -= 86_400_000;
    watch(MINUTE, 1_500);
    nowMs += 7 * 86_400_000L;
    watch(MINUTE, 1_500);
    assertEquals(OptionalLong.of(150), baseline.threads());
  }

  @Test
  void keepsTheFirstSecondsWhenTheClockJumps() {
    baseline.add(nowMs, 40);
    baseline.add(nowMs - 86_400_000, 40);
    assertEquals(OptionalLong.empty(), baseline.threads());
  }

  private void watch(int seconds, long threads) {
    for (int second = 0; second < seconds; second++) {
      baseline.add(nowMs, threads);
      nowMs += 1_000;
    }
  }
}
