package io.tidemark.collector.socket;

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

  // Rings would save a few copies a second, and be harder to read.
  private final long[] listedNs = new long[LISTINGS];
  private final int[] open = new int[LISTINGS];
  private int size;
  private boolean endInSight;

  /** Adds a listing. */
  void add(long nowNs, int openNow) {
    boolean replaces = size > 1 && nowNs - listedNs[size - 2] < APART_NS;
    if (replaces) {
      size--;
    } else if (size == LISTINGS) {
      size--;
      System.arraycopy(listedNs, 1, listedNs, 0, size);
      System.arraycopy(open, 1, open, 0, size);
    }
    listedNs[size] = nowNs;
    open[size] = openNow;
    size++;
  }

  /** Whether the last forecast saw an end; the next one then sees it somewhat longer. */
  boolean endInSight() {
    return endInSight;
  }

  void endInSight(boolean seen) {
    endInSight = seen;
  }

  /**
   * Dials a second, as steady as they can be known. Two halves of a window that are alike, but for
   * chance and a tenth, are one steady rate: the mean of the longest window for which that holds,
   * beginning with 4 s. When not even those 4 s are, the rate just rose, fell, or comes in bursts:
   * then it is the highest that both halves of some window up to 16 s reach. So a rate counts when
   * it has lasted for 2 s, a single burst does not, bursts that follow each other do, and what
   * stopped is forgotten after 4 s.
   *
   * @param load of the last listing
   */
  double perSecond(PortLoad load) {
    double[] began = began(load);
    double rate = 0;
    boolean steady = true;
    boolean bursty = false;
    for (int window : WINDOWS) {
      double newer = sum(began, 0, window / 2);
      double older = sum(began, window / 2, window);
      steady = steady && alike(newer, older);
      bursty = bursty || (!steady && window == WINDOWS[0]);
      if (steady) {
        rate = (newer + older) / window;
      } else if (bursty && window <= LONGEST_BURSTY) {
        rate = Math.max(rate, Math.min(newer, older) * 2 / window);
      }
    }
    return Math.max(0, rate);
  }

  /** Connections a second by which those that stay open grew, all through the last minute. */
  double leaksPerSecond() {
    if (size == 0 || listedNs[size - 1] - listedNs[0] < PortLoad.SECONDS * SECOND_NS) {
      return 0;
    }
    double half = PortLoad.SECONDS / 2.0;
    double newer = (openAgo(0) - openAgo(half)) / half;
    double older = (openAgo(half) - openAgo(PortLoad.SECONDS)) / half;
    return Math.max(0, Math.min(newer, older));
  }

  private double[] began(PortLoad load) {
    double[] began = new double[PortLoad.SECONDS];
    for (int ago = 0; ago < began.length; ago++) {
      began[ago] = load.entered(ago) + openAgo(ago) - openAgo(ago + 1.0);
    }
    return began;
  }

  /** Open connections some seconds before the last listing; as at the first one before that. */
  private double openAgo(double seconds) {
    long wantedNs = size == 0 ? 0 : listedNs[size - 1] - (long) (seconds * SECOND_NS);
    int later = size - 1;
    while (later > 0 && listedNs[later - 1] >= wantedNs) {
      later--;
    }
    if (later <= 0 || listedNs[later] <= wantedNs) {
      return size == 0 ? 0 : open[Math.max(0, later)];
    }
    double share =
        (double) (wantedNs - listedNs[later - 1]) / (listedNs[later] - listedNs[later - 1]);
    return open[later - 1] + share * (open[later] - open[later - 1]);
  }

  private static double sum(double[] began, int from, int to) {
    double sum = 0;
    for (int ago = from; ago < to; ago++) {
      sum += began[ago];
    }
    return sum;
  }

  // Three standard deviations of a count by chance, and a tenth of their mean.
  private static boolean alike(double newer, double older) {
    double both = Math.max(0, newer) + Math.max(0, older);
    return Math.abs(newer - older) <= 3 * Math.sqrt(both) + both / 20;
  }
}
