package io.tidemark.collector.verdict;

import java.util.List;
import java.util.Locale;

/**
 * A stage of the chain from a client's requests to the death of the service, in the order in which
 * one causes the next.
 *
 * <p>The first four are no harm by themselves: they tell where a symptom comes from. The others are
 * symptoms, each of which may be a {@link Finding}, and knows the amounts of the ledger that feed
 * it, the likeliest first.
 */
public enum Stage {
  /** Items that requests ask for. */
  ITEMS(false, "items", "clientbatchskew", Amount.ITEMS),
  /** Tasks that requests start. */
  TASKS(false, "fan-out", "handlerwithoutlimit", Amount.TASKS),
  /** Outbound connects. */
  DIALS(false, "dials", "timewaitgrowth", Amount.DIALS),
  /** Sockets in TIME_WAIT. */
  TIME_WAIT(false, "TIME_WAIT", "timewaitgrowth", Amount.DIALS),
  /** Local ports running out. */
  PORTS(true, "ports", "sourceportsrunningout", Amount.DIALS),
  /** Outbound connects that fail. */
  DIAL_FAILURES(true, "failed dials", "dialsfindnoport", Amount.DIALS, Amount.FAILED_DIALS),
  /** Log events, or threads blocked in writing them. */
  LOGS(true, "log storm", "logstorm", Amount.LOG_EVENTS, Amount.LOG_BLOCKED),
  /** Threads of the process. */
  THREADS(true, "thread growth", "threadgrowth", Amount.TASKS),
  /** All threads of the JVM stopped. */
  PAUSES(true, "pauses", "gcshare", Amount.ALLOCATED, Amount.TASKS),
  /** Memory of the control group near its limit. */
  MEMORY(true, "memory", "memorynearlimit", Amount.ALLOCATED, Amount.TASKS),
  /** OOM kills, OutOfMemoryErrors and processes that ended uncleanly. */
  KILLS(true, "kills", "restartloop", Amount.ALLOCATED, Amount.TASKS, Amount.ITEMS),
  /** Requests of most clients that take longer than usual. */
  LATENCY(
      true,
      "latency",
      "requestlatency",
      Amount.CPU,
      Amount.ITEMS,
      Amount.TASKS,
      Amount.ALLOCATED,
      Amount.LOG_EVENTS,
      Amount.REQUESTS),
  /** Requests that end with an error. */
  ERRORS(
      true,
      "errors",
      "requesterrors",
      Amount.REQUESTS,
      Amount.ITEMS,
      Amount.TASKS,
      Amount.CPU,
      Amount.ALLOCATED),
  /** Connections that a listening socket turns away. */
  LISTEN_QUEUE(
      true,
      "listen queue",
      "listenqueuedrops",
      Amount.CPU,
      Amount.ALLOCATED,
      Amount.TASKS,
      Amount.REQUESTS);

  private final boolean symptom;
  private final String title;
  private final String runbook;

  @SuppressWarnings("ImmutableEnumChecker") // always a List.of
  private final List<Amount> feeds;

  Stage(boolean symptom, String title, String runbook, Amount... feeds) {
    this.symptom = symptom;
    this.title = title;
    this.runbook = runbook;
    this.feeds = List.of(feeds);
  }

  /** Whether it hurts by itself. */
  public boolean isSymptom() {
    return symptom;
  }

  /** For people: {@code failed dials}. */
  public String title() {
    return title;
  }

  /** For programs: {@code dial_failures}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The heading of the runbook, as a link within this repository. */
  public String runbook() {
    return "alerts/RUNBOOK.md#" + runbook;
  }

  List<Amount> feeds() {
    return feeds;
  }
}
