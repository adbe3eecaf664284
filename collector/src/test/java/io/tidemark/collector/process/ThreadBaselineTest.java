package io.tidemark.collector.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ThreadBaselineTest {
  private static final int MINUTE = 60;

  private final ThreadBaseline baseline = new ThreadBaseline();
  private long nowMs = 1_795_257_375_715L;

  @Test
  void isUnknownInTheFirstMinute() {
    watch(MINUTE, 40);
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
  void doesNotFollowAnIncidentOfAFewMinutes() {
    watch(15 * MINUTE, 150);
    watch(10 * MINUTE, 1_500);
    assertEquals(OptionalLong.of(150), baseline.threads());
    watch(25 * MINUTE, 160);
    assertEquals(OptionalLong.of(160), baseline.threads());
  }

  @Test
  void followsWhatLastsForFifteenMinutes() {
    watch(3 * 60 * MINUTE, 150);
    watch(15 * MINUTE - 10, 300);
    assertEquals(OptionalLong.of(150), baseline.threads());
    watch(MINUTE, 300);
    assertEquals(OptionalLong.of(300), baseline.threads());
  }

  @Test
  void forgetsWhatIsOlderThanHalfAnHourHoweverSeldomItIsAsked() {
    for (int asked = 0; asked < 40; asked++) {
      baseline.add(nowMs, 150);
      nowMs += 60_000;
    }
    for (int asked = 0; asked < 16; asked++) {
      baseline.add(nowMs, 300);
      nowMs += 60_000;
    }
    assertEquals(OptionalLong.of(300), baseline.threads());
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
  void keepsTheFirstMinuteWhenTheClockJumps() {
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
