package io.tidemark.segment;

/** What a reader copied of one row of one table. Immutable. */
public abstract sealed class CountedRow permits LedgerRow, NamedRow {
  private final Table table;
  private final long[] counters;
  private final BucketCounts[] histograms;

  /** Keeps the arrays, which must not change any more. */
  CountedRow(Table table, long[] counters, BucketCounts[] histograms) {
    this.table = table;
    this.counters = counters;
    this.histograms = histograms;
  }

  /** The sum of two rows of one name. */
  CountedRow(CountedRow one, CountedRow more) {
    this.table = one.table;
    this.counters = one.counters.clone();
    for (int i = 0; i < counters.length; i++) {
      counters[i] += more.counters[i];
    }
    this.histograms = one.histograms.clone();
    for (int i = 0; i < histograms.length; i++) {
      histograms[i] = histograms[i].plus(more.histograms[i]);
    }
  }

  /** The table that the row is of. */
  public final Table table() {
    return table;
  }

  /** Whether another row of the same table counts for the same name or names. */
  public abstract boolean isNamedAs(CountedRow other);

  /**
   * A counter's value.
   *
   * @throws IllegalArgumentException for a column of another table
   */
  public final long count(Column column) {
    check(column.table());
    return counters[column.index()];
  }

  /** All its counters added up. */
  public final long counted() {
    long sum = 0;
    for (long counter : counters) {
      sum += counter;
    }
    return sum;
  }

  /**
   * What a histogram counts. The same object as in an earlier reading when the histogram has not
   * moved since then.
   *
   * @throws IllegalArgumentException for a histogram of another table
   */
  public final BucketCounts counts(Histogram histogram) {
    check(histogram.table());
    return histograms[histogram.index()];
  }

  /**
   * How many values a histogram's slot counts; see {@link Buckets}.
   *
   * @throws IllegalArgumentException for a histogram of another table
   */
  public final long slot(Histogram histogram, int slot) {
    return counts(histogram).slot(slot);
  }

  /** How many values a histogram counts. */
  public final long recorded(Histogram histogram) {
    return counts(histogram).total();
  }

  private void check(Table expected) {
    if (expected != table) {
      throw new IllegalArgumentException("a row of " + table + " has nothing of " + expected);
    }
  }
}
