package io.tidemark.collector.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One series of the block that is being gathered. As long as its value is always the same, which
 * most are, it takes no array.
 */
final class GrowingColumn {
  private final SeriesKey key;
  private long present;
  private long first;
  private long @Nullable [] values;

  GrowingColumn(SeriesKey key) {
    this.key = key;
  }

  SeriesKey key() {
    return key;
  }

  boolean isEmpty() {
    return present == 0;
  }

  /** Sets a row's value, in the metric's unit. */
  void set(int row, double value) {
    long fixed = FixedPoint.of(key.metric(), value);
    if (fixed == FixedPoint.ABSENT) {
      return;
    }
    if (present == 0) {
      first = fixed;
    } else if (fixed != first && values == null) {
      values = new long[Block.MAX_ROWS];
      Arrays.fill(values, first);
    }
    if (values != null) {
      values[row] = fixed;
    }
    present |= 1L << row;
  }

  Column column(int rows) {
    long[] column = new long[rows];
    for (int row = 0; row < rows; row++) {
      boolean has = (present & 1L << row) != 0;
      column[row] = !has ? FixedPoint.ABSENT : values == null ? first : values[row];
    }
    return Column.full(key, column);
  }

  void clear() {
    present = 0;
    values = null;
  }
}
