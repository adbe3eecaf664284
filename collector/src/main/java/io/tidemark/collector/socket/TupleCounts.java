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

  // Entries stand in the order in which they were made; the slots are the hash table, and hold an
  // entry's number plus 1, or 0.
  private long[] keys = new long[FIRST_CAPACITY / 2 * KEY_LONGS];
  private int[] counts;
  private int[] slots = new int[FIRST_CAPACITY];
  private final int counters;
  private int size;

  /** Makes an empty table with some counters for each key. */
  TupleCounts(int counters) {
    this.counters = counters;
    this.counts = new int[FIRST_CAPACITY / 2 * counters];
  }

  /** How many keys there are. Their entries are the numbers from 0 to below this. */
  int size() {
    return size;
  }

  void clear() {
    Arrays.fill(slots, 0);
    Arrays.fill(counts, 0, size * counters, 0);
    size = 0;
  }

  /**
   * The entry of a key, made with counters of 0 when there is none; -1 when the table is full.
   * Stays the same until the table is cleared.
   */
  int entry(long a, long b, long c, long d, long e) {
    int slot = probe(a, b, c, d, e);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == MAX_KEYS) {
      return -1;
    }
    put(a, b, c, d, e);
    slots[slot] = size;
    if (size * 2 == slots.length && size < MAX_KEYS) {
      grow();
    }
    return size - 1;
  }

  private int probe(long a, long b, long c, long d, long e) {
    int mask = slots.length - 1;
    int slot = hash(a, b, c, d, e) & mask;
    while (slots[slot] != 0 && !isKey((slots[slot] - 1) * KEY_LONGS, a, b, c, d, e)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isKey(int at, long a, long b, long c, long d, long e) {
    return keys[at + 1] == b
        && keys[at + 3] == d
        && keys[at + 4] == e
        && keys[at] == a
        && keys[at + 2] == c;
  }

  private void put(long a, long b, long c, long d, long e) {
    int at = size * KEY_LONGS;
    keys[at] = a;
    keys[at + 1] = b;
    keys[at + 2] = c;
    keys[at + 3] = d;
    keys[at + 4] = e;
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
    slots = new int[slots.length * 2];
    keys = Arrays.copyOf(keys, slots.length / 2 * KEY_LONGS);
    counts = Arrays.copyOf(counts, slots.length / 2 * counters);
    for (int entry = 0; entry < size; entry++) {
      int at = entry * KEY_LONGS;
      int slot = probe(keys[at], keys[at + 1], keys[at + 2], keys[at + 3], keys[at + 4]);
      slots[slot] = entry + 1;
    }
  }

  void increment(int entry, int counter) {
    counts[entry * counters + counter]++;
  }

  void set(int entry, int counter, int value) {
    counts[entry * counters + counter] = value;
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
    for (int entry = 0; entry < size; entry++) {
      if (count(entry, counter) > 0) {
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
