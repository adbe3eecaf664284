package io.tidemark.agent.child;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;

/** A scope of structured concurrency around one task, whatever a JDK calls what makes one. */
final class StructuredScope {
  private StructuredScope() {}

  /** Returns when the task has been run, by a virtual thread. */
  static void run(Runnable task) {
    Callable<String> subtask =
        () -> {
          task.run();
          return "done";
        };
    try {
      Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
      try (AutoCloseable scope = open(type)) {
        type.getMethod("fork", Callable.class).invoke(scope, subtask);
        type.getMethod("join").invoke(scope);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  // A method since Java 25, a constructor before.
  private static AutoCloseable open(Class<?> type) throws ReflectiveOperationException {
    for (Method method : type.getMethods()) {
      if (method.getName().equals("open") && method.getParameterCount() == 0) {
        return (AutoCloseable) method.invoke(null);
      }
    }
    return (AutoCloseable) type.getConstructor().newInstance();
  }
}
