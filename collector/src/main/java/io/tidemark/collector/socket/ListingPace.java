package io.tidemark.collector.socket;

import java.util.Optional;

/**
 * When to list a namespace's sockets again. A listing of less than a tenth of a millisecond of CPU
 * is made at each sample; the kernel walks a table of fixed size, so that few are, however few the
 * sockets. One of up to 5 ms, half a percent of a core at a sample a second, is made whenever a
 * socket or a dial came or went. A dearer one is made when the number of sockets moved by more than
 * 3 %, but not before it would be half a percent of a core again. None is older than 5 s, whatever
 * it costs.
 *
 * <p>When a rate of dials has just changed, so does what is to be expected of it. Then up to five
 * listings follow each other at two percent of a core. Not thread-safe.
 */
public final class ListingPace {
  private static final long MS = 1_000_000;
  private static final long FREE_NS = MS / 10;
  private static final long CHEAP_NS = 5 * MS;
  private static final long OLDEST_NS = 5_000 * MS;
  private static final long COST_FACTOR = 200;
  private static final long QUICK_COST_FACTOR = 50;
  private static final int QUICK_LISTINGS = 5;
  private static final long MOVED_SHARE = 32;
  // Samples are not taken on the dot.
  private static final long EARLY_NS = 100 * MS;

  private boolean listed;
  private long listedNs;
  private long costNs;
  private boolean unsettled;
  private int quickLeft;
  private Optional<SocketTotals> totals = Optional.empty();

  /**
   * Whether to list now.
   *
   * @param now empty where the system does not tell; then anything may have moved
   */
  public boolean isDue(long nowNs, Optional<SocketTotals> now) {
    long ageNs = nowNs - listedNs + EARLY_NS;
    if (!listed || costNs <= FREE_NS || ageNs >= OLDEST_NS) {
      return true;
    }
    if (costNs <= CHEAP_NS) {
      return now.isEmpty() || !now.equals(totals);
    }
    return (ageNs >= costNs * COST_FACTOR && moved(now))
        || (ageNs >= costNs * QUICK_COST_FACTOR && unsettled && quickLeft > 0);
  }

  private boolean moved(Optional<SocketTotals> now) {
    if (now.isEmpty() || totals.isEmpty()) {
      return true;
    }
    long before = totals.get().sockets();
    return Math.abs(now.get().sockets() - before) > before / MOVED_SHARE;
  }

  /** A listing begins. Until it is done, one is due. */
  public void begin() {
    listed = false;
  }

  /**
   * A listing was done.
   *
   * @param before as of when it began
   * @param settled whether no rate of dials has just changed
   */
  public void done(long startNs, long cpuNs, Optional<SocketTotals> before, boolean settled) {
    if (settled) {
      quickLeft = QUICK_LISTINGS;
    } else if (quickLeft > 0) {
      quickLeft--;
    }
    unsettled = !settled;
    listed = true;
    listedNs = startNs;
    costNs = cpuNs;
    totals = before;
  }
}
