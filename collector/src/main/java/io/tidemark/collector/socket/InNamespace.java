package io.tidemark.collector.socket;

import java.io.IOException;

/** A network namespace, as a place in which something can be done. Not thread-safe. */
public interface InNamespace {
  /** The one that the collector runs in. */
  InNamespace OWN =
      new InNamespace() {
        @Override
        public <T> T call(Task<T> task) throws IOException {
          return task.call();
        }
      };

  /**
   * What is done there. It may run on a thread of its own.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  interface Task<T> {
    T call() throws IOException;
  }

  /**
   * Does something there, and waits for it.
   *
   * @throws NamespaceException when the namespace cannot be entered
   * @throws IOException when the task failed
   */
  <T> T call(Task<T> task) throws IOException;
}
