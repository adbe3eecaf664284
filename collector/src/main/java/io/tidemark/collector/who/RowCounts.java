package io.tidemark.collector.who;

/**
 * What one JVM counted for one client at one handler since it started.
 *
 * @param started requests that began
 * @param ended requests that ended
 * @param errors requests that ended with an error
 * @param items items of all requests so far, those still running included
 * @param durationNs time of ended requests, in nanoseconds
 * @param effects what all requests so far caused
 */
public record RowCounts(
    String client,
    String method,
    long started,
    long ended,
    long errors,
    long items,
    long durationNs,
    Effects effects) {

  /** Counts of requests that caused nothing. */
  public RowCounts(
      String client,
      String method,
      long started,
      long ended,
      long errors,
      long items,
      long durationNs) {
    this(client, method, started, ended, errors, items, durationNs, Effects.NONE);
  }

  /** Requests that began and have not ended. */
  long active() {
    return Math.max(0, started - ended);
  }

  static RowCounts zero(String client, String method) {
    return new RowCounts(client, method, 0, 0, 0, 0, 0);
  }

  /** What was counted since; a counter that fell was restarted, and counts from zero. */
  RowCounts since(RowCounts before) {
    return new RowCounts(
        client,
        method,
        grown(before.started, started),
        grown(before.ended, ended),
        grown(before.errors, errors),
        grown(before.items, items),
        grown(before.durationNs, durationNs),
        effects.since(before.effects));
  }

  RowCounts plus(RowCounts other) {
    return new RowCounts(
        client,
        method,
        started + other.started,
        ended + other.ended,
        errors + other.errors,
        items + other.items,
        durationNs + other.durationNs,
        effects.plus(other.effects));
  }

  /** The same, with counters that do not fall below what they were. */
  RowCounts atLeast(RowCounts before) {
    return new RowCounts(
        client,
        method,
        Math.max(started, before.started),
        Math.max(ended, before.ended),
        Math.max(errors, before.errors),
        Math.max(items, before.items),
        Math.max(durationNs, before.durationNs),
        effects.atLeast(before.effects));
  }

  static long grown(long before, long after) {
    return after >= before ? after - before : after;
  }
}
