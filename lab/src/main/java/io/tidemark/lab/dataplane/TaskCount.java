package io.tidemark.lab.dataplane;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Counts the tasks of all executors that lookups run on. Thread-safe. */
final class TaskCount {
  private static final Duration POLL = Duration.ofMillis(20);

  private final AtomicLong given = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();

  /** The same executor, counted. */
  Executor counting(Executor executor) {
    return task -> {
      given.incrementAndGet();
      boolean accepted = false;
      try {
        executor.execute(() -> run(task));
        accepted = true;
      } finally {
        if (!accepted) {
          given.decrementAndGet();
        }
      }
    };
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      ended.incrementAndGet();
    }
  }

  /** Tasks given to the executors so far. */
  long given() {
    return given.get();
  }

  /** Returns when no task waits or runs, or after the limit. */
  void awaitNone(Duration limit) {
    long endNs = System.nanoTime() + limit.toNanos();
    while (ended.get() < given.get() && System.nanoTime() < endNs) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
