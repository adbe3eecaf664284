package io.tidemark.segment;

/** Counters of the whole JVM, in the segment's header. */
public enum ProcessCounter {
  /** Failures inside the agent that it swallowed. */
  AGENT_ERRORS,
  /** Requests whose client found the client table full. */
  OVERFLOW_CLIENTS,
  /** Requests whose handler found the handler table full. */
  OVERFLOW_HANDLERS,
  /** Requests whose client and handler had a slot but found the row table full. */
  OVERFLOW_ROWS;

  /** Number of counters. */
  public static final int COUNT = values().length;
}
