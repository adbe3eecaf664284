package io.tidemark.collector.socket;

import java.util.Arrays;

/**
 * Counters by a key of five longs, without an object for each: a hash table with open addressing
 * that keeps its memory when it is emptied. Holds at most {@link #MAX_KEYS}. Not thread-safe.
 */
final class TupleCounts {
  /** Past this many keys, others find no place. */
  static final int MAX_KEYS = 1 << 16;

  static final int KEY_LONGS = 5;

  private static final int FIRST_CAPACITY = 64;

  private long[] keys = new long[FIRST_CAPACITY * KEY_LONGS];
  private int[] counts;
  private boolean[] taken = new boolean[FIRST_CAPACITY];
  private final int counters;
  private int size;

  /** Makes an empty table with some counters for each key. */
  TupleCounts(int counters) {
    this.counters = counters;
    this.counts = new int[FIRST_CAPACITY * counters];
  }

  int size() {
    return size;
  }

  void clear() {
    Arrays.fill(taken, false);
    Arrays.fill(counts, 0);
    size = 0;
  }

  /** The entry of a key, made when there is none; -1 when the table is full. */
  int entry(long a, long b, long c, long d, long e) {
    if (size * 2 > taken.length) {
      grow();
    }
    int entry = probe(a, b, c, d, e);
    if (!taken[entry]) {
      if (size == MAX_KEYS) {
        return -1;
      }
      put(entry, a, b, c, d, e);
    }
    return entry;
  }

  private int probe(long a, long b, long c, long d, long e) {
    int mask = taken.length - 1;
    int entry = hash(a, b, c, d, e) & mask;
    while (taken[entry] && !isKey(entry * KEY_LONGS, a, b, c, d, e)) {
      entry = (entry + 1) & mask;
    }
    return entry;
  }

  private boolean isKey(int at, long a, long b, long c, long d, long e) {
    return keys[at + 1] == b
        && keys[at + 3] == d
        && keys[at + 4] == e
        && keys[at] == a
        && keys[at + 2] == c;
  }

  private void put(int entry, long a, long b, long c, long d, long e) {
    int at = entry * KEY_LONGS;
    keys[at] = a;
    keys[at + 1] = b;
    keys[at + 2] = c;
    keys[at + 3] = d;
    keys[at + 4] = e;
    taken[entry] = true;
    size++;
  }

  private static int hash(long a, long b, long c, long d, long e) {
    long hash = a;
    hash = hash * 0x9e3779b97f4a7c15L + b;
    hash = hash * 0x9e3779b97f4a7c15L + c;
    hash = hash * 0x9e3779b97f4a7c15L + d;
    hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L + e;
    hash *= 0x9e3779b97f4a7c15L;
    return (int) ((hash >>> 40) ^ (hash >>> 20));
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    boolean[] oldTaken = taken;
    keys = new long[oldKeys.length * 2];
    counts = new int[oldCounts.length * 2];
    taken = new boolean[oldTaken.length * 2];
    size = 0;
    for (int old = 0; old < oldTaken.length; old++) {
      if (oldTaken[old]) {
        int at = old * KEY_LONGS;
        int entry =
            entry(oldKeys[at], oldKeys[at + 1], oldKeys[at + 2], oldKeys[at + 3], oldKeys[at + 4]);
        System.arraycopy(oldCounts, old * counters, counts, entry * counters, counters);
      }
    }
  }

  void increment(int entry, int counter) {
    counts[entry * counters + counter]++;
  }

  int count(int entry, int counter) {
    return counts[entry * counters + counter];
  }

  /** One of the five longs of an entry's key. */
  long key(int entry, int index) {
    return keys[entry * KEY_LONGS + index];
  }

  /**
   * The entries with the highest counts above zero, highest first; of equal counts those with the
   * lower keys, so that the choice does not depend on where they stand.
   */
  int[] heaviest(int counter, int max) {
    int[] heaviest = new int[max];
    int found = 0;
    for (int entry = 0; entry < taken.length; entry++) {
      if (taken[entry] && count(entry, counter) > 0) {
        int place = found;
        while (place > 0 && comesBefore(entry, heaviest[place - 1], counter)) {
          place--;
        }
        if (place < max) {
          found = Math.min(found + 1, max);
          System.arraycopy(heaviest, place, heaviest, place + 1, found - place - 1);
          heaviest[place] = entry;
        }
      }
    }
    return Arrays.copyOf(heaviest, found);
  }

  private boolean comesBefore(int entry, int other, int counter) {
    int count = count(entry, counter);
    int otherCount = count(other, counter);
    if (count != otherCount) {
      return count > otherCount;
    }
    return Arrays.compareUnsigned(
            keys,
            entry * KEY_LONGS,
            (entry + 1) * KEY_LONGS,
            keys,
            other * KEY_LONGS,
            (other + 1) * KEY_LONGS)
        < 0;
  }
}
