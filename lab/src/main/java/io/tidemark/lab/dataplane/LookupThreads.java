package io.tidemark.lab.dataplane;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The executors for lookups. */
final class LookupThreads {
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  private LookupThreads() {}

  /** A virtual thread a task on JDK 21 and later, else a cached pool. */
  static ExecutorService forThisRuntime() {
    if (Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS) {
      return Executors.newCachedThreadPool(named("lookup-"));
    }
    try {
      // By reflection, because the lab is compiled for 17.
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("no virtual threads on Java " + Runtime.version(), e);
    }
  }

  /** A pool of so many platform threads, which start when they are first needed. */
  static ExecutorService fixed(int threads) {
    return Executors.newFixedThreadPool(threads, named("pooled-"));
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger started = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + started.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
