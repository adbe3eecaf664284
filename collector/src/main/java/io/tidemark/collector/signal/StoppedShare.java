package io.tidemark.collector.signal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** Which share of the last ten seconds a JVM stood still, or of as long as it has been watched. */
final class StoppedShare {
  private static final long WINDOW_NS = Duration.ofSeconds(10).toNanos();

  private final Deque<Mark> marks = new ArrayDeque<>();

  private record Mark(long atNs, long stoppedNs) {}

  /**
   * The share until now, from 0 to 1; empty at the first call.
   *
   * @param stoppedNs how long the JVM has stood still in its life, a pause that is going on
   *     included
   */
  OptionalDouble share(long nowNs, long stoppedNs) {
    Mark oldest = marks.peekFirst();
    marks.addLast(new Mark(nowNs, stoppedNs));
    if (oldest == null || nowNs <= oldest.atNs) {
      return OptionalDouble.empty();
    }
    double share = (double) (stoppedNs - oldest.stoppedNs) / (nowNs - oldest.atNs);
    while (marks.size() > 1 && nowNs - marks.getFirst().atNs >= WINDOW_NS) {
      marks.removeFirst();
    }
    return OptionalDouble.of(Math.max(0, Math.min(1, share)));
  }
}
