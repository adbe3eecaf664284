package io.tidemark.segment;

/** Counters of the whole JVM, in the segment's header. */
public enum ProcessCounter {
  /** Failures inside the agent that it swallowed. */
  AGENT_ERRORS,
  /** OutOfMemoryErrors that ended a request or a task, once each. */
  OUT_OF_MEMORY_ERRORS,
  /** Requests whose client had no place in the client table. */
  OVERFLOW_CLIENTS,
  /** Requests whose handler found the handler table full. */
  OVERFLOW_HANDLERS,
  /** Requests whose client and handler had a place but found the row table full. */
  OVERFLOW_ROWS,
  OVERFLOW_DESTINATIONS,
  OVERFLOW_LOGGERS,
  OVERFLOW_LOG_SITES,
  /** Clients that lost their place to a heavier one. */
  EVICTED_CLIENTS,
  EVICTED_DESTINATIONS,
  EVICTED_LOGGERS,
  EVICTED_LOG_SITES;

  /** Number of counters. */
  public static final int COUNT = values().length;
}
