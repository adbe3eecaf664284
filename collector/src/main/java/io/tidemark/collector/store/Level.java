package io.tidemark.collector.store;

import java.util.Locale;
import java.util.Optional;

/** A resolution that samples are kept at, finest first. */
public enum Level {
  /** As they were sampled, at most one a second; half of the size. */
  FULL(1_000, 2),
  /** Ten seconds in one; a quarter of the size. */
  TENS(10_000, 4),
  /** A minute in one; a quarter of the size. */
  MINUTES(60_000, 4);

  /** Rows of a block that spans its window without a gap. */
  static final int ROWS = 30;

  private final long stepMs;
  private final int part;

  Level(long stepMs, int part) {
    this.stepMs = stepMs;
    this.part = part;
  }

  /** From one row to the next, in milliseconds. */
  public long stepMs() {
    return stepMs;
  }

  /** The time that a block spans; blocks begin at its multiples. */
  long windowMs() {
    return stepMs * ROWS;
  }

  /** What this level may take of a store's size, in bytes. */
  long share(long sizeBytes) {
    return sizeBytes / part;
  }

  Optional<Level> coarser() {
    return this == MINUTES ? Optional.empty() : Optional.of(this == FULL ? TENS : MINUTES);
  }

  Optional<Level> finer() {
    return this == FULL ? Optional.empty() : Optional.of(this == MINUTES ? TENS : FULL);
  }

  /** Its name in files and labels. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
