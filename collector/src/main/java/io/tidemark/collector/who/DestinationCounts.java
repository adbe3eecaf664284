package io.tidemark.collector.who;

import io.tidemark.segment.Buckets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one JVM counted towards one destination since it started.
 *
 * @param name {@code address:port}
 * @param dials connects tried
 * @param failed connects that failed
 * @param closedLocal connections that this side closed first
 * @param closedRemote connections that the peer closed first
 * @param livesBySlot connections closed, by lifetime: slots of {@link Buckets}, in ticks of 2^-20 s
 */
public record DestinationCounts(
    String name,
    long dials,
    long failed,
    long closedLocal,
    long closedRemote,
    Map<Integer, Long> livesBySlot) {
  private static final double TICK_S = Math.scalb(1.0, -20);

  /** Copies the map, without its zeros. */
  public DestinationCounts {
    Map<Integer, Long> lives = new TreeMap<>(livesBySlot);
    lives.values().removeIf(count -> count == 0);
    livesBySlot = Collections.unmodifiableMap(lives);
  }

  static DestinationCounts zero(String name) {
    return new DestinationCounts(name, 0, 0, 0, 0, Map.of());
  }

  DestinationCounts plus(DestinationCounts more) {
    Map<Integer, Long> lives = new TreeMap<>(livesBySlot);
    more.livesBySlot.forEach((slot, count) -> lives.merge(slot, count, Long::sum));
    return new DestinationCounts(
        name,
        dials + more.dials,
        failed + more.failed,
        closedLocal + more.closedLocal,
        closedRemote + more.closedRemote,
        lives);
  }

  /** What was counted since; a counter that fell was restarted, and counts from zero. */
  DestinationCounts since(DestinationCounts before) {
    Map<Integer, Long> lives = new TreeMap<>(livesBySlot);
    lives.replaceAll(
        (slot, count) -> RowCounts.grown(before.livesBySlot.getOrDefault(slot, 0L), count));
    return new DestinationCounts(
        name,
        RowCounts.grown(before.dials, dials),
        RowCounts.grown(before.failed, failed),
        RowCounts.grown(before.closedLocal, closedLocal),
        RowCounts.grown(before.closedRemote, closedRemote),
        lives);
  }

  long closed() {
    return closedLocal + closedRemote;
  }

  /**
   * Lifetime that half of the closed connections did not exceed, in seconds; 0 when none closed.
   */
  double medianLifeSeconds() {
    long all = livesBySlot.values().stream().mapToLong(Long::longValue).sum();
    long upTo = 0;
    for (Map.Entry<Integer, Long> slot : livesBySlot.entrySet()) {
      upTo += slot.getValue();
      if (2 * upTo >= all) {
        return Buckets.upperBound(Math.min(slot.getKey(), Buckets.LAST - 1)) * TICK_S;
      }
    }
    return 0;
  }
}
