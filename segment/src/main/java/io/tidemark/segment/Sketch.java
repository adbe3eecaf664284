package io.tidemark.segment;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Estimates the weight of names that nobody keeps, in constant memory: a count-min sketch, with the
 * share taken off that chance alone puts into each cell. So a name that is one of a flood of
 * equally light ones weighs about nothing, however long the flood lasts.
 *
 * <p>Thread-safe, without locks; an estimate may be slightly off while others add.
 *
 * <p>Source: Cormode and Muthukrishnan, "An improved data stream summary: the count-min sketch and
 * its applications", 2005; the correction is that of Deng and Rafiei, "New estimation algorithms
 * for streaming data: count-min can do more", 2007, made twice as large to err on the light side.
 */
final class Sketch {
  private static final int DEPTH = 4;

  private final int width;
  private final AtomicLongArray cells;
  private final AtomicLong total = new AtomicLong();

  /**
   * An empty sketch.
   *
   * @param width cells of each of its four rows, a power of two
   */
  Sketch(int width) {
    this.width = width;
    this.cells = new AtomicLongArray(DEPTH * width);
  }

  /** Adds to a name's weight, and estimates what it weighs now: at least {@code weight}. */
  long add(String name, long weight) {
    long hash = mix(name.hashCode());
    long least = Long.MAX_VALUE;
    for (int row = 0; row < DEPTH; row++) {
      int cell = row * width + ((int) (hash >>> (16 * row)) & (width - 1));
      least = Math.min(least, cells.addAndGet(cell, weight));
    }
    long byChance = 2 * total.addAndGet(weight) / width;
    return Math.max(weight, least - byChance);
  }

  /** Divides all weights by {@code 2^halvings}, so that what was heavy once is forgotten. */
  void age(int halvings) {
    total.updateAndGet(sum -> sum >> halvings);
    for (int cell = 0; cell < cells.length(); cell++) {
      cells.updateAndGet(cell, sum -> sum >> halvings);
    }
  }

  // MurmurHash3's finalizer: each of the four 16-bit parts depends on all bits of the name's hash.
  private static long mix(int hash) {
    long mixed = hash * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
