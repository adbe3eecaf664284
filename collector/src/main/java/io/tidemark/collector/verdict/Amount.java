package io.tidemark.collector.verdict;

import java.util.List;

/** What the engine reads of a ledger's row: amounts that only grow. */
enum Amount {
  REQUESTS("requests", 20),
  ENDED("requests that ended", 20),
  ERRORS("errors", 1),
  ITEMS("items", 1000),
  /** Requests whose items are known: they are counted when all have arrived. */
  BATCHES("requests with items", 20),
  TIME("time in requests", 1),
  TASKS("tasks", 100),
  DIALS("dials", 20),
  FAILED_DIALS("failed dials", 5),
  /** Failed for want of a local port. */
  PORTLESS_DIALS("failed dials", 5),
  LOG_EVENTS("log events", 50),
  LOG_BLOCKED("time blocked in logging", 1),
  ALLOCATED("allocated bytes", 50e6),
  CPU("CPU time", 0.3);

  /** All of them, without the copy that {@link #values} makes. */
  static final List<Amount> ALL = List.of(values());

  static final int COUNT = ALL.size();

  private final String noun;
  private final double floorPerSecond;

  Amount(String noun, double floorPerSecond) {
    this.noun = noun;
    this.floorPerSecond = floorPerSecond;
  }

  /** Whether it happens to a request, whatever that does, when something else is broken. */
  boolean befalls() {
    return this == FAILED_DIALS || this == PORTLESS_DIALS || this == LOG_BLOCKED || this == ERRORS;
  }

  /** What comes after {@code 98 % of the}. */
  String noun() {
    return noun;
  }

  /** Excess below it explains nothing, whatever its share. */
  double floorPerSecond() {
    return floorPerSecond;
  }
}
