package io.tidemark.agent.task;

import java.lang.reflect.Field;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * The pool that runs the JDK's virtual threads. Each time a virtual thread goes on, that is a task
 * of this pool, and none of a request's.
 *
 * @param pool null before Java 21
 * @param known false when this JDK has virtual threads and keeps their pool somewhere else
 */
record VirtualScheduler(@Nullable Object pool, boolean known) {

  /** Looks for it; {@code java.lang} is open to the agent. */
  static VirtualScheduler find() {
    try {
      Class<?> virtual = Class.forName("java.lang.VirtualThread");
      Field pool = virtual.getDeclaredField("DEFAULT_SCHEDULER");
      pool.setAccessible(true);
      return new VirtualScheduler(pool.get(null), true);
    } catch (ClassNotFoundException e) {
      return new VirtualScheduler(null, true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return new VirtualScheduler(null, false);
    }
  }

  /** Whether tasks of a pool may be tasks of a request. */
  boolean admits(@Nullable Object other) {
    return !(other instanceof ForkJoinPool) || (known && other != pool);
  }
}
