package io.tidemark.collector.who;

/**
 * What was done in a window: of one row in one JVM, and summed up from there.
 *
 * @param requests requests that began
 * @param items items that arrived
 * @param errors requests that ended with an error
 * @param timeNs time spent in requests, in nanoseconds
 * @param active requests running at the end
 * @param effects what requests caused
 */
record Work(long requests, long items, long errors, double timeNs, long active, Effects effects) {
  static final Work NONE = new Work(0, 0, 0, 0, 0, Effects.NONE);

  /** The work between two readings of one row, {@code windowNs} apart. */
  static Work between(RowCounts before, RowCounts after, long windowNs) {
    RowCounts grown = after.since(before);
    return new Work(
        grown.started(),
        grown.items(),
        grown.errors(),
        timeNs(grown, after.active(), windowNs),
        after.active(),
        grown.effects());
  }

  // A request's time is counted when it ends. One that is still running and did not begin in the
  // window ran all through it. One that began in it has run for an unknown part: as long as the
  // row's requests usually take, but for no more than half the window.
  private static double timeNs(RowCounts grown, long active, long windowNs) {
    long began = Math.min(active, grown.started());
    double usualNs =
        grown.ended() == 0 ? Double.POSITIVE_INFINITY : (double) grown.durationNs() / grown.ended();
    return grown.durationNs()
        + (double) (active - began) * windowNs
        + began * Math.min(usualNs, windowNs / 2.0);
  }

  Work plus(Work other) {
    return new Work(
        requests + other.requests,
        items + other.items,
        errors + other.errors,
        timeNs + other.timeNs,
        active + other.active,
        effects.plus(other.effects));
  }

  boolean isNone() {
    return equals(NONE);
  }
}
