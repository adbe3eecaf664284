package io.tidemark.collector.signal;

import io.tidemark.segment.Buckets;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.NamedRow;

/**
 * Tells a handler without a limit from one that has one, by what its requests with large batches
 * did. Without a limit, tasks that take a while run all at once: their peak follows the batch. With
 * one, whatever it is, no peak passes it, and batches that are larger are held there.
 *
 * <p>So a handler is unbounded when several requests' peaks followed their batches beyond the
 * highest peak at which any was held. Peaks are compared by {@link Buckets}, 19 % apart. A limit
 * that is larger than every batch so far cannot be told from none, unless it is that of a pool:
 * tasks of bounded pools never count as following, which the agent sees to.
 */
final class FanOut {
  /** How many requests are no coincidence. */
  static final int SEVERAL = 3;

  private FanOut() {}

  static boolean isUnbounded(NamedRow row) {
    int slot = Histogram.FANOUT_FOLLOWED.slots() - 1;
    long beyond = 0;
    // Down to the last slot but one above the highest that was held.
    while (slot > 0 && row.slot(Histogram.FANOUT_HELD, slot - 1) == 0) {
      beyond += row.slot(Histogram.FANOUT_FOLLOWED, slot--);
    }
    return beyond >= SEVERAL;
  }
}
