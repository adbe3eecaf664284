package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What one histogram counts in each of its slots, as {@link Buckets} has them. Holds only the slots
 * from the first that counts anything to the last: most histograms use few. Immutable.
 */
public final class BucketCounts {
  /** No values. */
  public static final BucketCounts NONE = new BucketCounts(0, new long[0]);

  private final int first;
  private final long[] counts;
  private final long total;

  private BucketCounts(int first, long[] counts) {
    this.first = first;
    this.counts = counts;
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    this.total = sum;
  }

  /** Those of an array with one element for each slot. */
  public static BucketCounts of(long... slots) {
    int first = 0;
    int end = slots.length;
    while (first < end && slots[first] == 0) {
      first++;
    }
    while (end > first && slots[end - 1] == 0) {
      end--;
    }
    return first == end ? NONE : new BucketCounts(first, Arrays.copyOfRange(slots, first, end));
  }

  /** Those in a file; a negative one, which no writer makes, is none. */
  static BucketCounts read(ByteBuffer copy, int offset, int slots) {
    int first = 0;
    int end = slots;
    while (first < end && copy.getLong(offset + first * Long.BYTES) <= 0) {
      first++;
    }
    while (end > first && copy.getLong(offset + (end - 1) * Long.BYTES) <= 0) {
      end--;
    }
    if (first == end) {
      return NONE;
    }
    long[] counts = new long[end - first];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Math.max(0, copy.getLong(offset + (first + i) * Long.BYTES));
    }
    return new BucketCounts(first, counts);
  }

  /** How many values a slot counts; none in a slot that does not exist. */
  public long slot(int slot) {
    int index = slot - first;
    return index >= 0 && index < counts.length ? counts[index] : 0;
  }

  /** How many values all slots count. */
  public long total() {
    return total;
  }

  /** How many values a slot and those below it count. */
  public long upTo(int slot) {
    long sum = 0;
    for (int i = Math.min(counts.length, slot - first + 1) - 1; i >= 0; i--) {
      sum += counts[i];
    }
    return sum;
  }

  BucketCounts plus(BucketCounts more) {
    if (more.counts.length == 0 || counts.length == 0) {
      return counts.length == 0 ? more : this;
    }
    int from = Math.min(first, more.first);
    long[] sum = new long[Math.max(end(), more.end()) - from];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = slot(from + i) + more.slot(from + i);
    }
    return new BucketCounts(from, sum);
  }

  private int end() {
    return first + counts.length;
  }

  @Override
  public String toString() {
    return first + "+" + Arrays.toString(counts);
  }
}
