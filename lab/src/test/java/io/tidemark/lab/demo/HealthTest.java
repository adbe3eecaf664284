package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.lab.load.LoadStats;
import java.time.Duration;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final long SECOND_NS = 1_000_000_000;

  @Test
  void lastsForAsLongAsIsWanted() {
    assertEquals(30, firstSecond(30, second -> false));
  }

  @Test
  void beginsAgainWhenRequestsFail() {
    assertEquals(37, firstSecond(30, second -> second <= 25));
  }

  @Test
  void doesNotWaitForEver() {
    assertEquals(90, firstSecond(30, second -> true));
  }

  /** The second at which it has lasted, of a service with 100 requests a second. */
  private static int firstSecond(int wanted, IntPredicate fails) {
    Health health = new Health(Duration.ofSeconds(wanted));
    health.begin(5 * SECOND_NS);
    long failed = 0;
    for (int second = 0; second < 1_000; second++) {
      failed += fails.test(second) ? 4 : 3;
      LoadStats load = new LoadStats(100L * (second + 1), 0, 0, failed);
      if (health.lasts((5 + second) * SECOND_NS, load)) {
        return second;
      }
    }
    throw new AssertionError("never");
  }
}
