package io.tidemark.segment;

import java.util.List;

/**
 * The pauses of one garbage collector since its JVM started, as a reader copied them. Immutable.
 * All numbers are at least 0; the pauses are as many as the histogram counts.
 */
public final class CollectorPauses {
  private final String name;
  private final long timeNs;
  private final long longestNs;
  private final long told;
  private final List<Pause> last;
  private final long[] slots;

  CollectorPauses(
      String name, long timeNs, long longestNs, long told, List<Pause> last, long[] slots) {
    this.name = name;
    this.timeNs = timeNs;
    this.longestNs = longestNs;
    this.told = told;
    this.last = List.copyOf(last);
    this.slots = slots;
  }

  /**
   * One pause.
   *
   * @param startEpochMs when it began, in milliseconds since 1970
   */
  public record Pause(long startEpochMs, long durationNs) {}

  /** The collector's name as the JVM's management beans have it. */
  public String name() {
    return name;
  }

  /** How many pauses there were. */
  public long pauses() {
    long pauses = 0;
    for (long slot : slots) {
      pauses += slot;
    }
    return pauses;
  }

  /** How long all of them were, together. */
  public long timeNs() {
    return timeNs;
  }

  /** The longest of those that the JVM told one by one: not of those before the agent listened. */
  public long longestNs() {
    return longestNs;
  }

  /** How many the JVM told one by one. */
  public long told() {
    return told;
  }

  /** The last of those that were told, the latest at the end; at most {@code 32}. */
  public List<Pause> last() {
    return last;
  }

  /** A copy of the histogram, in slots of {@link Buckets}; one tick as in that of durations. */
  public long[] slots() {
    return slots.clone();
  }
}
