package io.tidemark.agent.task;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** What pools of the JDK allow. */
final class Pools {
  // More threads than any machine runs: who sets it means that there is no limit.
  private static final int NO_LIMIT = 1 << 16;

  private Pools() {}

  /**
   * Whether a pool runs each task at once, in a new thread if need be. One with a queue does not,
   * whatever its largest size: it makes more threads than its core only when the queue is full.
   */
  static boolean isUnlimited(@Nullable Object pool) {
    return pool instanceof ThreadPoolExecutor executor
        && executor.getMaximumPoolSize() >= NO_LIMIT
        && executor.getQueue() instanceof SynchronousQueue;
  }
}
