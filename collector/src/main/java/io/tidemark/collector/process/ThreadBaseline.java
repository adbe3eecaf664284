package io.tidemark.collector.process;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * One JVM's usual number of threads: the median of its last half hour, which it falls to at once
 * and rises to slowly.
 *
 * <p>One number in ten seconds is kept, 180 at most. The median follows a change once it has lasted
 * for half of the time that the JVM was watched, and for fifteen minutes at the latest. For a JVM
 * that is minutes old that is no time at all, and its first seconds, when it has few threads, are
 * all that an incident can be told from; so what is usual rises by 100 threads in the first minute
 * at most, and then by 20 a minute, or by 5 % where that is more. Pools that are filled after a
 * start are caught up with in minutes; ten times the threads in an hour. Not thread-safe.
 */
public final class ThreadBaseline {
  private static final long STEP_MS = 10_000;
  private static final long WINDOW_MS = 30 * 60_000L;
  private static final long MINUTE_MS = 60_000;
  private static final int SIZE = (int) (WINDOW_MS / STEP_MS);
  private static final double FIRST_RISE = 100;
  private static final double RISE = 20;
  private static final double RISE_SHARE = 0.05;

  private final long[] threads = new long[SIZE];
  private final long[] keptMs = new long[SIZE];
  private int kept;
  private long lastMs;
  private long watchedMs;
  private double usual;

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
    long countedMs = kept > 0 ? Math.min(Math.max(0, elapsedMs), MINUTE_MS) : 0;
    watchedMs += countedMs;
    lastMs = nowMs;
    threads[kept % SIZE] = number;
    keptMs[kept % SIZE] = watchedMs;
    kept++;
    double rise = watchedMs <= MINUTE_MS ? FIRST_RISE : Math.max(RISE, usual * RISE_SHARE);
    double median = (double) median();
    usual = kept == 1 ? median : Math.min(median, usual + rise * countedMs / MINUTE_MS);
  }

  /** The usual number; empty in the first ten seconds. */
  public OptionalLong threads() {
    return watchedMs < STEP_MS ? OptionalLong.empty() : OptionalLong.of(Math.round(usual));
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
    return recent[count / 2];
  }
}
