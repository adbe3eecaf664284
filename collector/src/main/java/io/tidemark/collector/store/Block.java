package io.tidemark.collector.store;

import java.util.List;

/**
 * The samples of a short time: rows of one moment each, columns of one series each.
 *
 * @param times of the rows, in milliseconds since 1970, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of numbers, given on and not changed
record Block(long[] times, List<Column> columns) {
  /** More rows than any level has in a window. */
  static final int MAX_ROWS = 64;

  /** More columns than are ever gathered. */
  static final int MAX_COLUMNS = 1 << 16;
}
