package io.tidemark.agent.task;

import io.tidemark.agent.record.Request;
import io.tidemark.agent.record.Work;
import org.jspecify.annotations.Nullable;

/**
 * A task of no request, which a thread runs in the midst of a request's work.
 *
 * @param runner what tells of its end
 * @param before what the thread worked for before, and will again
 */
record Unrelated(Object runner, Object before) implements Work {
  @Override
  public @Nullable Request request() {
    return null;
  }
}
