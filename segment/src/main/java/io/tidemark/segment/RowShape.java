package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Where the words of one table's rows stand, counted from the beginning of a row: worked out once,
 * not for each word of each row of each second. Immutable.
 */
final class RowShape {
  private final int bytes;
  private final int headerBytes;
  private final int stripeBytes;
  private final int stripes;
  private final int columns;
  private final int[] histogramOffsets;
  private final int[] histogramSlots;

  RowShape(TableLayout layout) {
    List<Histogram> histograms = Histogram.of(layout.table());
    this.bytes = layout.rowBytes();
    this.headerBytes = layout.countersOffset(0) - layout.rowOffset(0);
    this.stripeBytes = layout.stripeBytes();
    this.stripes = layout.stripes();
    this.columns = Column.of(layout.table()).size();
    this.histogramOffsets = new int[histograms.size()];
    this.histogramSlots = new int[histograms.size()];
    for (Histogram histogram : histograms) {
      histogramOffsets[histogram.index()] =
          layout.slotOffset(0, histogram, 0) - layout.rowOffset(0);
      histogramSlots[histogram.index()] = histogram.slots();
    }
  }

  /** Size of a row. */
  int bytes() {
    return bytes;
  }

  /** Bytes before the counters: who owns the row. */
  int headerBytes() {
    return headerBytes;
  }

  /** Each counter of a row: the sum of its stripes, or 0 where a sum is negative. */
  long[] counters(ByteBuffer copy, int row) {
    long[] counters = new long[columns];
    int end = row + headerBytes + stripes * stripeBytes;
    for (int stripe = row + headerBytes; stripe < end; stripe += stripeBytes) {
      for (int i = 0; i < columns; i++) {
        counters[i] += copy.getLong(stripe + i * Long.BYTES);
      }
    }
    for (int i = 0; i < columns; i++) {
      counters[i] = Math.max(0, counters[i]);
    }
    return counters;
  }

  /** The histograms of a row. */
  BucketCounts[] histograms(ByteBuffer copy, int row) {
    BucketCounts[] histograms = new BucketCounts[histogramOffsets.length];
    for (int i = 0; i < histograms.length; i++) {
      histograms[i] = BucketCounts.read(copy, row + histogramOffsets[i], histogramSlots[i]);
    }
    return histograms;
  }

  /** The same, with those that stand as they stood before taken from there. */
  BucketCounts[] histograms(ByteBuffer copy, int row, KnownBytes before, BucketCounts[] known) {
    BucketCounts[] histograms = new BucketCounts[histogramOffsets.length];
    for (int i = 0; i < histograms.length; i++) {
      int from = histogramOffsets[i];
      int to = from + histogramSlots[i] * Long.BYTES;
      histograms[i] =
          before.isIn(copy, row, from, to)
              ? known[i]
              : BucketCounts.read(copy, row + from, histogramSlots[i]);
    }
    return histograms;
  }
}
