package io.tidemark.collector.who;

/**
 * What one JVM counted for one client at one handler since it started.
 *
 * @param started requests that began
 * @param ended requests that ended
 * @param errors requests that ended with an error
 * @param items items of all requests so far, those still running included
 * @param durationNs time of ended requests, in nanoseconds
 */
public record RowCounts(
    String client,
    String method,
    long started,
    long ended,
    long errors,
    long items,
    long durationNs) {

  /** Requests that began and have not ended. */
  long active() {
    return Math.max(0, started - ended);
  }

  RowCounts zero() {
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
        grown(before.durationNs, durationNs));
  }

  RowCounts plus(RowCounts other) {
    return new RowCounts(
        client,
        method,
        started + other.started,
        ended + other.ended,
        errors + other.errors,
        items + other.items,
        durationNs + other.durationNs);
  }

  private static long grown(long before, long after) {
    return after >= before ? after - before : after;
  }
}
