package io.tidemark.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** One request's tasks on one kind of thread. Thread-safe, without a lock. */
final class Tasks {
  private static final long ONE_STARTED = 1L << 32;
  private static final VarHandle COUNTS;
  private static final VarHandle PEAK;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      COUNTS = lookup.findVarHandle(Tasks.class, "counts", long.class);
      PEAK = lookup.findVarHandle(Tasks.class, "peak", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // How many began, above how many run: one access for both, since the threads of one request meet
  // here.
  private volatile long counts;

  private volatile int peak;

  void began() {
    int now = (int) ((long) COUNTS.getAndAdd(this, ONE_STARTED + 1) + 1);
    for (int most = peak; now > most; most = peak) {
      if (PEAK.compareAndSet(this, most, now)) {
        return;
      }
    }
  }

  void ended() {
    COUNTS.getAndAdd(this, -1L);
  }

  /** How many began. */
  int started() {
    return (int) (counts >>> 32);
  }

  /** The most that ran at the same time. */
  int peak() {
    return peak;
  }
}
