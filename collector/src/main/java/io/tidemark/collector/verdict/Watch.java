package io.tidemark.collector.verdict;

import java.util.OptionalDouble;

/**
 * One stage of the chain at one place, against its own baseline: quiet, doubtful or on.
 *
 * <p>It is on after some steps away from the baseline, usually {@value #OPEN_AFTER}, one step's gap
 * allowed, and quiet again after {@value #CLOSE_AFTER_MS} ms back at it; what lies between 'away'
 * and 'back' changes nothing. It learns while it is quiet and nothing near it is on.
 */
final class Watch {
  static final int OPEN_AFTER = 3;
  static final long CLOSE_AFTER_MS = 15_000;

  /** So many steps of baseline before anything is held against it. */
  static final int ENOUGH = 3;

  private final Baseline baseline = new Baseline();
  private final int openAfter;
  private int away;
  private int gaps;
  private long sinceEpochMs;
  private long backSinceMs;
  private boolean on;
  private double value;
  private double peak;

  /**
   * A quiet one.
   *
   * @param openAfter steps away from the baseline after which it is on; 1 for what is no rate
   */
  Watch(int openAfter) {
    this.openAfter = openAfter;
  }

  /**
   * Takes the next value.
   *
   * @param isAway whether the value is too far from the baseline
   * @param isBack whether it is near it
   */
  void update(long nowMs, double next, boolean isAway, boolean isBack) {
    value = next;
    if (on) {
      peak = Math.max(peak, next);
      backSinceMs = !isBack ? 0 : backSinceMs == 0 ? nowMs : backSinceMs;
      if (backSinceMs != 0 && nowMs - backSinceMs >= CLOSE_AFTER_MS) {
        quiet();
      }
    } else if (isAway) {
      if (away++ == 0) {
        sinceEpochMs = nowMs;
      }
      gaps = 0;
      if (away >= openAfter) {
        on = true;
        peak = next;
        backSinceMs = 0;
      }
    } else if (away > 0 && ++gaps > 1) {
      quiet();
    }
  }

  private void quiet() {
    on = false;
    away = 0;
    gaps = 0;
    baseline.dropHeld();
  }

  /** Makes the value part of the baseline. */
  void learn() {
    baseline.add(value);
  }

  /** Whether there is a baseline to hold something against. */
  boolean knows() {
    return baseline.learned() >= ENOUGH;
  }

  /** The baseline; empty while nothing was learned. */
  OptionalDouble usual() {
    return baseline.median();
  }

  /** The baseline, 0 while nothing was learned. */
  double usualOrZero() {
    return baseline.median().orElse(0);
  }

  double value() {
    return value;
  }

  /** The highest value since it is on. */
  double peak() {
    return peak;
  }

  boolean isOn() {
    return on;
  }

  /** Whether it is away from the baseline, for however short a time. */
  boolean isDoubtful() {
    return !on && away > 0;
  }

  /** Whether it is on and away, rather than about to close. */
  boolean isActive() {
    return on && backSinceMs == 0;
  }

  /** Since when it is on or doubtful. */
  long sinceEpochMs() {
    return sinceEpochMs;
  }
}
