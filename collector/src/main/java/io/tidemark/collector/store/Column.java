package io.tidemark.collector.store;

/**
 * One series in a block: for each of its rows the last value, the least and the greatest, or {@link
 * FixedPoint#ABSENT} in all three. At full resolution they are one array. Not copied; not to be
 * changed once a block has it.
 *
 * @param last in fixed point, like the others
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of numbers, given on and not changed
record Column(SeriesKey key, long[] last, long[] min, long[] max) {
  /** A series at full resolution. */
  static Column full(SeriesKey key, long[] values) {
    return new Column(key, values, values, values);
  }
}
