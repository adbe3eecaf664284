package io.tidemark.collector.jvm;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a JVM says of its pauses at one moment, whoever tells it: its hsperfdata file, or the agent
 * in its segment. Totals since its start; immutable.
 *
 * @param collectors the garbage collectors' pauses, no two of one name; empty when the safepoints
 *     stand for them
 * @param safepoints all stops of the Java threads, when they are counted
 * @param safepointsOnly true when the collector's own figures are not pauses (Shenandoah's are
 *     cycles), so that its safepoints are shown as its pauses
 */
public record PauseTotals(
    List<Collector> collectors, Optional<Safepoints> safepoints, boolean safepointsOnly) {

  /**
   * One collector's pauses.
   *
   * @param name value of {@code jvm.gc.name}: what the collector's GarbageCollectorMXBean is called
   * @param ended pauses that ended and whose time is in {@code timeNs}
   * @param timeNs their time together, at least one nanosecond each
   * @param lastNs time of the one that ended last; 0 when that is not known, as during the next
   * @param runningSinceNs when the pause that is going on now began, in nanoseconds since the JVM's
   *     start; empty when none is, or when it would not be seen
   */
  public record Collector(
      String name, long ended, long timeNs, long lastNs, OptionalLong runningSinceNs) {}

  /**
   * Stops of all Java threads, for garbage collection and whatever else needs one.
   *
   * @param begun safepoints that were begun, and of which the last may still be going on
   * @param timeNs time of those that ended, from the moment when the last thread had stopped
   * @param syncNs time until the last thread had stopped
   */
  public record Safepoints(long begun, long timeNs, long syncNs) {}

  /** Copies the list. */
  public PauseTotals {
    collectors = List.copyOf(collectors);
  }
}
