package io.tidemark.agent.record;

/** What a thread works for: a framework's view of one request. */
public interface Work {
  /** The request that whatever the thread does is charged to. */
  Request request();
}
