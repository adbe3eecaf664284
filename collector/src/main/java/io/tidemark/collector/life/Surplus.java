package io.tidemark.collector.life;

/**
 * Kills that a counter shows and no group that is known accounts for. Two files are not read at one
 * moment, so that one may show a kill a look before the other: what was too much is netted out by
 * what is too little in the next look, and what nobody takes is forgotten after that.
 */
final class Surplus {
  private long before;
  private long now;

  /** Begins the next look: {@code more} may be negative. */
  void next(long more) {
    before = Math.max(0, now);
    now = more;
  }

  /** How many there are to be taken. */
  long kills() {
    return Math.max(0, before + now);
  }

  void take(long kills) {
    long fromBefore = Math.min(kills, before);
    before -= fromBefore;
    now -= kills - fromBefore;
  }
}
