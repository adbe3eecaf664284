package io.tidemark.agent.task;

import io.tidemark.agent.hold.PerClass;

/** What kinds of tasks there are, by their classes. */
final class TaskKinds {
  /** What is to be done with tasks of a class. */
  enum Kind {
    /** A task of a request. */
    OWN,
    /** Works for the request, but is the library's own step and none of the request's tasks. */
    STEP,
    /** Works for many requests, or for none. */
    SHARED
  }

  // Behind whatever prefix a copy of it has.
  private static final String NETTY = "io.netty.";
  private static final String EVENT_LOOP = NETTY + "util.concurrent.SingleThreadEventExecutor$";
  // What submit makes of the service's own.
  private static final String NETTY_PROMISE = NETTY + "util.concurrent.PromiseTask";
  // It gathers what all calls of a connection write.
  private static final String GRPC = "io.grpc.";
  private static final String GRPC_EVENTS = "io.grpc.netty.";
  // What Kotlin's timers run in.
  private static final String KOTLIN_TIMERS = "kotlinx.coroutines.DefaultExecutor";
  private static final String GUAVA_WORKER =
      "com.google.common.util.concurrent.SequentialExecutor$QueueWorker";

  private final PerClass<Kind> kinds =
      new PerClass<>() {
        @Override
        protected Kind compute(Class<?> type) {
          return kind(type);
        }
      };
  private final PerClass<Kind> eventKinds =
      new PerClass<>() {
        @Override
        protected Kind compute(Class<?> type) {
          return eventKind(type.getName());
        }
      };

  /** A task of a pool. */
  Kind of(Object task) {
    return kinds.get(task.getClass());
  }

  /** A task of Netty's event executors. */
  Kind ofEvent(Object task) {
    return eventKinds.get(task.getClass());
  }

  // The JDK's own: event loops of asynchronous channels, say, which the first request starts.
  private static Kind kind(Class<?> type) {
    String name = type.getName();
    boolean shared =
        type.getClassLoader() == null
            ? name.startsWith("sun.")
            : name.equals(GUAVA_WORKER) || name.equals(KOTLIN_TIMERS) || name.contains(EVENT_LOOP);
    return shared ? Kind.SHARED : Kind.OWN;
  }

  private static Kind eventKind(String name) {
    int netty = name.indexOf(NETTY);
    if (netty == 0 || (netty > 0 && name.startsWith(GRPC))) {
      return name.substring(netty).equals(NETTY_PROMISE) ? Kind.OWN : Kind.STEP;
    }
    return name.startsWith(GRPC_EVENTS) ? Kind.SHARED : Kind.OWN;
  }
}
