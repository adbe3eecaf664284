package io.tidemark.collector.socket;

import java.util.List;

/**
 * The dials of one destination or source address in the last minute, second by second.
 *
 * <p>What ended since is in TIME_WAIT and tells when it ended. What did not end shows in the number
 * of open connections. Together: in any time as many were dialled as ended, more those that are
 * open at its end, less those that were at its beginning. So a long connection counts when it is
 * dialled, and not again when it is closed. Connections that end without TIME_WAIT, which the peer
 * closed or a reset, make the number too small, and leave no port behind. Not thread-safe.
 */
final class DialHistory {
  private static final int LISTINGS = PortLoad.SECONDS + 4;
  private static final long SECOND_NS = 1_000_000_000;
  private static final long APART_NS = SECOND_NS * 9 / 10;

  // The steady rate is looked for in windows of 4 seconds and more.
  private static final int[] WINDOWS = {4, 8, 16, 32, PortLoad.SECONDS};
  private static final int LONGEST_BURSTY = 16;

  private static final int TAKEN_WINDOW = 8;
  // Less than this share of the dials is the inaccuracy of seconds that listings do not keep to.
  private static final double TAKEN_SHARE = 0.1;

  // Rings would save a few copies a second, and be harder to read.
  private final long[] listedNs = new long[LISTINGS];
  private final double[] open = new double[LISTINGS];
  private final double[] taken = new double[LISTINGS]; // up to each listing
  private int size;
  private PortLoad last = PortLoad.of(List.of(), false);
  private boolean endInSight;
  private boolean settled = true;

  /** Adds a listing. */
  void add(long nowNs, PortLoad load) {
    double takenNow = size == 0 ? 0 : taken[size - 1] + takenSince(nowNs, load);
    boolean replaces = size > 1 && nowNs - listedNs[size - 2] < APART_NS;
    if (replaces) {
      size--;
    } else if (size == LISTINGS) {
      size--;
      System.arraycopy(listedNs, 1, listedNs, 0, size);
      System.arraycopy(open, 1, open, 0, size);
      System.arraycopy(taken, 1, taken, 0, size);
    }
    listedNs[size] = nowNs;
    open[size] = load.open();
    taken[size] = takenNow;
    size++;
    last = load;
  }

  /** Of what the last listing showed as ended, and is not yet released, how much is not there. */
  private double takenSince(long nowNs, PortLoad load) {
    double seconds = (nowNs - listedNs[size - 1]) / (double) SECOND_NS;
    double oldest = PortLoad.SECONDS - seconds - 2;
    return oldest <= 0
        ? 0
        : last.enteredBetween(0, oldest) - load.enteredBetween(seconds, oldest + seconds);
  }

  /** Whether the last forecast saw an end; the next one then sees it somewhat longer. */
  boolean endInSight() {
    return endInSight;
  }

  void endInSight(boolean seen) {
    endInSight = seen;
  }

  /** Whether the rate that was asked for last was steady for 4 s. */
  boolean settled() {
    return settled;
  }

  /**
   * Dials a second, as steady as they can be known. Two halves of a window that are alike, but for
   * chance and 10 %, are one steady rate: the mean of the longest window up to which that holds,
   * beginning with 4 s; or, for bursts that follow each other, with 8 or 16. Where none is, the
   * rate just rose or fell: then it is the highest that both halves of one of these windows reach.
   * So a rate counts when it has lasted for 2 s, a single burst does not, and what stopped is
   * forgotten after 4 s.
   *
   * @param load of the last listing
   */
  double perSecond(PortLoad load) {
    double[] began = began(load);
    double steady = -1;
    double reached = 0;
    settled = false;
    for (int window : WINDOWS) {
      double newer = sum(began, 0, window / 2);
      double older = sum(began, window / 2, window);
      if (alike(newer, older)) {
        steady = (newer + older) / window;
        settled = settled || window == WINDOWS[0];
      } else {
        reached = Math.max(reached, Math.min(newer, older) * 2 / window);
        if (steady >= 0 || window == LONGEST_BURSTY) {
          break;
        }
      }
    }
    return Math.max(0, steady >= 0 ? steady : reached);
  }

  /** Dials a second that took no port which was not held already, of so many dials. */
  double takenPerSecond(double dials) {
    if (size < 2) {
      return 0;
    }
    double window = Math.min(TAKEN_WINDOW, (listedNs[size - 1] - listedNs[0]) / (double) SECOND_NS);
    double rate = (at(taken, 0) - at(taken, window)) / window;
    return rate < dials * TAKEN_SHARE ? 0 : Math.min(rate, dials);
  }

  /** Connections a second by which those that stay open grew, all through the last minute. */
  double leaksPerSecond() {
    if (size == 0 || listedNs[size - 1] - listedNs[0] < PortLoad.SECONDS * SECOND_NS) {
      return 0;
    }
    double half = PortLoad.SECONDS / 2.0;
    double newer = (at(open, 0) - at(open, half)) / half;
    double older = (at(open, half) - at(open, PortLoad.SECONDS)) / half;
    return Math.max(0, Math.min(newer, older));
  }

  private double[] began(PortLoad load) {
    double[] began = new double[PortLoad.SECONDS];
    for (int ago = 0; ago < began.length; ago++) {
      began[ago] = load.entered(ago) + at(open, ago) - at(open, ago + 1.0);
    }
    return began;
  }

  /** A count as of some seconds before the last listing; as at the first one before that. */
  private double at(double[] counts, double seconds) {
    long wantedNs = size == 0 ? 0 : listedNs[size - 1] - (long) (seconds * SECOND_NS);
    int later = size - 1;
    while (later > 0 && listedNs[later - 1] >= wantedNs) {
      later--;
    }
    if (later <= 0 || listedNs[later] <= wantedNs) {
      return size == 0 ? 0 : counts[Math.max(0, later)];
    }
    double share =
        (double) (wantedNs - listedNs[later - 1]) / (listedNs[later] - listedNs[later - 1]);
    return counts[later - 1] + share * (counts[later] - counts[later - 1]);
  }

  private static double sum(double[] began, int from, int to) {
    double sum = 0;
    for (int ago = from; ago < to; ago++) {
      sum += began[ago];
    }
    return sum;
  }

  // Two standard deviations of a difference by chance, and 10 % of the mean.
  private static boolean alike(double newer, double older) {
    double both = Math.max(0, newer) + Math.max(0, older);
    return Math.abs(newer - older) <= 2 * Math.sqrt(both) + both * 0.05;
  }
}
