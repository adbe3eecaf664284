package io.tidemark.collector.signal;

import io.tidemark.segment.Buckets;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.NamedRow;
import java.util.function.IntToLongFunction;

/**
 * Tells a handler without a limit from one that has one, by what its requests with large batches
 * did. Without a limit, tasks that take a while run all at once: their peak follows the batch. With
 * one, whatever it is, no peak passes it, and batches that are larger are held there.
 *
 * <p>So a handler is unbounded when several requests' peaks followed their batches beyond the
 * highest peak at which any was held. Peaks are compared by {@link Buckets}, 19 % apart, and one
 * bucket is left between, so that a limit which two requests reached to within a few tasks does not
 * lie on both sides of a bound.
 *
 * <p>What it cannot know: a limit that no batch has reached yet, a semaphore of 1,000 before
 * batches of up to 900 say, cannot be told from none, and such a handler is called unbounded until
 * one larger batch is held. A pool's limit is known from the start: tasks of bounded pools never
 * count as following, which the agent sees to. And a handler once held keeps the benefit of the
 * doubt for batches up to that size.
 */
public final class FanOut {
  /** How many requests are no coincidence. */
  public static final int SEVERAL = 3;

  private static final int MARGIN = 1;

  private FanOut() {}

  static boolean isUnbounded(NamedRow row) {
    return batchesBeyondLimits(
            slot -> row.slot(Histogram.FANOUT_FOLLOWED, slot),
            slot -> row.slot(Histogram.FANOUT_HELD, slot))
        >= SEVERAL;
  }

  /**
   * How many requests' peaks followed their batches beyond the highest at which any was held. A
   * handler is unbounded from {@link #SEVERAL} on.
   *
   * @param followed values by slot of {@link Histogram#FANOUT_FOLLOWED}
   * @param held values by slot of {@link Histogram#FANOUT_HELD}
   */
  public static long batchesBeyondLimits(IntToLongFunction followed, IntToLongFunction held) {
    int highestHeld = Histogram.FANOUT_HELD.slots() - 1;
    while (highestHeld >= 0 && held.applyAsLong(highestHeld) == 0) {
      highestHeld--;
    }
    long beyond = 0;
    int first = highestHeld < 0 ? 0 : highestHeld + 1 + MARGIN;
    for (int slot = first; slot < Histogram.FANOUT_FOLLOWED.slots(); slot++) {
      beyond += followed.applyAsLong(slot);
    }
    return beyond;
  }
}
