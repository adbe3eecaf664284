package io.tidemark.collector.who;

/**
 * What one JVM counted at one place that logs since it started.
 *
 * @param site message template or call site
 * @param blockedNs time that threads spent inside its appenders, in nanoseconds
 */
public record LogSiteCounts(String site, long events, long blockedNs) {
  LogSiteCounts plus(LogSiteCounts more) {
    return new LogSiteCounts(site, events + more.events, blockedNs + more.blockedNs);
  }

  /** What was counted since; a counter that fell was restarted, and counts from zero. */
  LogSiteCounts since(LogSiteCounts before) {
    return new LogSiteCounts(
        site, RowCounts.grown(before.events, events), RowCounts.grown(before.blockedNs, blockedNs));
  }
}
