package io.tidemark.agent.record;

import org.jspecify.annotations.Nullable;

/** What a thread works for: a framework's view of one request. */
public interface Work {
  /** The request that whatever the thread does is charged to; null when no request caused it. */
  @Nullable Request request();

  /** Whether the thread that leaves it is about to come back to it at once. */
  default boolean continues() {
    return false;
  }
}
