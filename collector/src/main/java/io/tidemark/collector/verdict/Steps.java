package io.tidemark.collector.verdict;

/**
 * The lengths of the newest steps, shared by all rows. A step is a second, or a sample if longer.
 */
final class Steps {
  static final double RECENT_SECONDS = 5;

  private final double[] seconds = new double[Row.STEPS];
  private int newest = -1;
  private int recentSteps;
  private double recentSeconds;

  /** Begins a step; returns the slot that it takes over from the oldest. */
  int begin() {
    newest = (newest + 1) % Row.STEPS;
    seconds[newest] = 0;
    return newest;
  }

  /** Ends it. */
  void end(double stepSeconds) {
    seconds[newest] = stepSeconds;
    recentSteps = 0;
    recentSeconds = 0;
    while (recentSteps < Row.STEPS - 2 && recentSeconds < RECENT_SECONDS - 0.5) {
      double of = seconds[slot(recentSteps)];
      if (of == 0) {
        break;
      }
      recentSeconds += of;
      recentSteps++;
    }
  }

  /** The slot of a step, 0 being the newest. */
  int slot(int age) {
    return Math.floorMod(newest - age, Row.STEPS);
  }

  double seconds(int slot) {
    return seconds[slot];
  }

  int recentSteps() {
    return recentSteps;
  }

  double recentSeconds() {
    return recentSeconds;
  }
}
