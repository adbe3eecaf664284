package io.tidemark.agent.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often something expensive may be done: so many times a second, and as many at once after a
 * second of rest. Thread-safe, without a lock.
 */
final class Allowance {
  private static final long BURST_NS = TimeUnit.SECONDS.toNanos(1);

  private final long gapNs;
  private final AtomicLong dueNs;

  Allowance(int perSecond, long nowNs) {
    this.gapNs = BURST_NS / perSecond;
    this.dueNs = new AtomicLong(nowNs - BURST_NS + gapNs);
  }

  /** Whether it may be done now, at a time of {@link System#nanoTime}; counts as done then. */
  boolean take(long nowNs) {
    long earliest = nowNs - BURST_NS + gapNs;
    while (true) {
      long due = dueNs.get();
      if (due - nowNs > 0) {
        return false;
      }
      if (dueNs.compareAndSet(due, (due - earliest > 0 ? due : earliest) + gapNs)) {
        return true;
      }
    }
  }
}
