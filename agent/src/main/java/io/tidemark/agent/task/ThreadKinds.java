package io.tidemark.agent.task;

import io.tidemark.agent.record.VirtualThreads;
import java.util.concurrent.ForkJoinWorkerThread;

/** What kinds of threads there are. */
final class ThreadKinds {
  // Netty's, also under the names that other libraries give their copies of Netty.
  private static final String NETTY_WORKER = "FastThreadLocalThread";

  // What waits for the sockets of all virtual threads, started by the first that blocks on one; a
  // virtual thread itself since JDK 22. Source: sun.nio.ch.Poller.
  private static final String POLLER = "SubPoller";

  private static final String KOTLIN_WORKER =
      "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker";

  private final TaskKinds kinds;
  private final ThreadTarget target = new ThreadTarget();

  ThreadKinds(TaskKinds kinds) {
    this.kinds = kinds;
  }

  /**
   * Whether a thread works for the request whose thread starts it. Those of event loops and of
   * Kotlin's dispatchers do not, nor those for which the JDK has classes of its own: timers,
   * workers of fork-join pools and whatever it does in the background.
   */
  boolean inherits(Thread thread) {
    Class<?> type = thread.getClass();
    if (VirtualThreads.isVirtual(thread)) {
      return !thread.getName().contains(POLLER);
    }
    if (type == Thread.class) {
      Object task = target.of(thread);
      return task == null || kinds.of(task) != TaskKinds.Kind.SHARED;
    }
    if (type.getClassLoader() == null || thread instanceof ForkJoinWorkerThread) {
      return false;
    }
    for (Class<?> c = type; c != null && c != Thread.class; c = c.getSuperclass()) {
      if (c.getName().endsWith(NETTY_WORKER) || c.getName().equals(KOTLIN_WORKER)) {
        return false;
      }
    }
    return true;
  }
}
