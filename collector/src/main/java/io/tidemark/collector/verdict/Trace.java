package io.tidemark.collector.verdict;

import java.util.List;
import java.util.Locale;

/** A figure of the chain as a line over time: of the whole host, or of its worst JVM. */
public enum Trace {
  /** Per second. */
  REQUESTS,
  /** Per second. */
  ITEMS,
  /** Per second. */
  TASKS,
  /** Per second, by whatever program of the host. */
  DIALS,
  /** Sockets. */
  TIME_WAIT,
  /** Per second. */
  FAILED_DIALS,
  /** Per second. */
  LOG_EVENTS,
  /** Of the JVM with most. */
  THREADS,
  /** Share of the time, of the JVM that was stopped longest. */
  STOPPED,
  /** Bytes, of the largest control group. */
  MEMORY,
  /** Seconds, mean of the requests that ended. */
  LATENCY,
  /** Per second. */
  ERRORS,
  /** JVMs that ended uncleanly or for want of memory, since the moment before. */
  DEATHS;

  /** All of them, without the copy that {@link #values} makes. */
  public static final List<Trace> ALL = List.of(values());

  /** For programs: {@code failed_dials}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
