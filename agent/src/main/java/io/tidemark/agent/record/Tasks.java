package io.tidemark.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** One request's tasks on one kind of thread. Thread-safe, without a lock. */
final class Tasks {
  private static final VarHandle STARTED;
  private static final VarHandle RUNNING;
  private static final VarHandle PEAK;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STARTED = lookup.findVarHandle(Tasks.class, "started", int.class);
      RUNNING = lookup.findVarHandle(Tasks.class, "running", int.class);
      PEAK = lookup.findVarHandle(Tasks.class, "peak", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int started;

  @SuppressWarnings("UnusedVariable") // by VarHandle
  private volatile int running;

  private volatile int peak;

  void began() {
    STARTED.getAndAdd(this, 1);
    int now = (int) RUNNING.getAndAdd(this, 1) + 1;
    for (int most = peak; now > most; most = peak) {
      if (PEAK.compareAndSet(this, most, now)) {
        return;
      }
    }
  }

  void ended() {
    RUNNING.getAndAdd(this, -1);
  }

  /** How many began. */
  int started() {
    return started;
  }

  /** The most that ran at the same time. */
  int peak() {
    return peak;
  }
}
