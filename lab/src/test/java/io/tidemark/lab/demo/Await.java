package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process will do, and fails with what it did instead. */
final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(100);

  private Await() {}

  /** Compares until both are equal, or 20 s have passed. */
  static <T> void equal(T expected, Callable<T> actual) throws Exception {
    long endNs = System.nanoTime() + LIMIT.toNanos();
    T last = actual.call();
    while (!expected.equals(last) && System.nanoTime() < endNs) {
      LockSupport.parkNanos(POLL.toNanos());
      last = actual.call();
    }
    assertEquals(expected, last);
  }

  /** Until something holds, for three times as long. */
  static void until(String what, Callable<Boolean> holds) throws Exception {
    long endNs = System.nanoTime() + 3 * LIMIT.toNanos();
    while (!holds.call()) {
      assertTrue(
          System.nanoTime() < endNs, () -> "not within " + LIMIT.multipliedBy(3) + ": " + what);
      aMoment();
    }
  }

  static void aMoment() {
    LockSupport.parkNanos(POLL.toNanos());
  }
}
