package io.tidemark.agent.task;

import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/** What kinds of threads there are. */
final class ThreadKinds {
  // Netty's, also under the names that other libraries give their copies of Netty.
  private static final String NETTY_WORKER = "FastThreadLocalThread";

  private final @Nullable Class<?> virtual;
  private final ThreadTarget target = new ThreadTarget();

  ThreadKinds() {
    this.virtual = virtualThread();
  }

  // Thread.isVirtual is of Java 21.
  private static @Nullable Class<?> virtualThread() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  boolean isVirtual(Thread thread) {
    return virtual != null && virtual.isInstance(thread);
  }

  /**
   * Whether a task belongs to the JDK's own workers: event loops of asynchronous channels, say,
   * which the first request to need them starts.
   */
  boolean isHousekeeping(@Nullable Object task) {
    return task != null
        && task.getClass().getClassLoader() == null
        && task.getClass().getPackageName().startsWith("sun.");
  }

  /**
   * Whether a thread works for the request whose thread starts it. Those of event loops do not, nor
   * those for which the JDK has classes of its own: timers, workers of fork-join pools and whatever
   * it does in the background.
   */
  boolean inherits(Thread thread) {
    Class<?> type = thread.getClass();
    if (isVirtual(thread)) {
      return true;
    }
    if (type == Thread.class) {
      return !isHousekeeping(target.of(thread));
    }
    if (type.getClassLoader() == null || thread instanceof ForkJoinWorkerThread) {
      return false;
    }
    for (Class<?> c = type; c != null && c != Thread.class; c = c.getSuperclass()) {
      if (c.getName().endsWith(NETTY_WORKER)) {
        return false;
      }
    }
    return true;
  }
}
