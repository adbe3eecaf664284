package io.tidemark.collector.process;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * One JVM's usual number of threads: the median of its last half hour.
 *
 * <p>One number in ten seconds is kept, 180 at most. The median follows a change once it has lasted
 * for half of the time that the JVM was watched, and for fifteen minutes at the latest; whatever is
 * shorter leaves no trace, however high it went. Not thread-safe.
 */
public final class ThreadBaseline {
  private static final long STEP_MS = 10_000;
  private static final long WINDOW_MS = 30 * 60_000L;
  private static final long FIRST_MS = 60_000;
  private static final int SIZE = (int) (WINDOW_MS / STEP_MS);

  private final long[] threads = new long[SIZE];
  private final long[] keptMs = new long[SIZE];
  private int kept;
  private long lastMs;
  private long watchedMs;
  private OptionalLong median = OptionalLong.empty();

  /**
   * Takes the present number.
   *
   * @param nowMs of a clock that may jump: back counts as no time, forward as a minute at most
   */
  public void add(long nowMs, long number) {
    long elapsedMs = nowMs - lastMs;
    if (kept > 0 && elapsedMs >= 0 && elapsedMs < STEP_MS) {
      return;
    }
    watchedMs += kept > 0 ? Math.min(Math.max(0, elapsedMs), FIRST_MS) : 0;
    lastMs = nowMs;
    threads[kept % SIZE] = number;
    keptMs[kept % SIZE] = watchedMs;
    kept++;
    if (watchedMs >= FIRST_MS) {
      median = OptionalLong.of(median());
    }
  }

  /** The usual number; empty in the first minute. */
  public OptionalLong threads() {
    return median;
  }

  private long median() {
    long[] recent = new long[Math.min(kept, SIZE)];
    int count = 0;
    for (int i = 0; i < recent.length; i++) {
      if (watchedMs - keptMs[i] < WINDOW_MS) {
        recent[count++] = threads[i];
      }
    }
    Arrays.sort(recent, 0, count);
    return recent[(count - 1) / 2];
  }
}
