package io.tidemark.collector.who;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a JVM that ended. Immutable.
 *
 * @param instance the instance that it was; empty when nobody was there to number it
 * @param pid its process id as it was known; 0 when it was not
 * @param startEpochMs when it started, in milliseconds since 1970; 0 when that is not known
 * @param endEpochMs when it ended, to within a sample; empty when nobody watched
 * @param windowSeconds how long before its end {@code heaviest} looks back; 0 when since its start
 * @param heaviest who did most of the work in that window; empty when nobody did any, or it had no
 *     agent. Amounts per second are totals when the window is since its start
 */
public record Death(
    String service,
    String instance,
    long pid,
    long startEpochMs,
    OptionalLong endEpochMs,
    Exit exit,
    double windowSeconds,
    Optional<ReportRow> heaviest) {

  /** How long it had run, in milliseconds, if that is known. */
  OptionalLong uptimeMs() {
    return endEpochMs.isPresent() && startEpochMs > 0
        ? OptionalLong.of(Math.max(0, endEpochMs.getAsLong() - startEpochMs))
        : OptionalLong.empty();
  }
}
