package io.tidemark.segment;

/** What a reader copied of one row of one table. Immutable. */
public abstract sealed class CountedRow permits LedgerRow, NamedRow {
  private final Table table;
  private final long[] counters;
  private final long[][] slots;

  CountedRow(Table table, long[] counters, long[][] slots) {
    this.table = table;
    this.counters = counters;
    this.slots = slots;
  }

  /** The table that the row is of. */
  public final Table table() {
    return table;
  }

  /**
   * A counter's value.
   *
   * @throws IllegalArgumentException for a column of another table
   */
  public final long count(Column column) {
    check(column.table());
    return counters[column.index()];
  }

  /**
   * How many values a histogram's slot counts; see {@link Buckets}.
   *
   * @throws IllegalArgumentException for a histogram of another table
   */
  public final long slot(Histogram histogram, int slot) {
    check(histogram.table());
    long[] of = slots[Histogram.of(table).indexOf(histogram)];
    return slot < of.length ? of[slot] : 0;
  }

  /** How many values a histogram counts. */
  public final long recorded(Histogram histogram) {
    long recorded = 0;
    for (int slot = 0; slot < histogram.slots(); slot++) {
      recorded += slot(histogram, slot);
    }
    return recorded;
  }

  /** Adds what another row of the same name counted. */
  final void add(CountedRow more) {
    for (int i = 0; i < counters.length; i++) {
      counters[i] += more.counters[i];
    }
    for (int i = 0; i < slots.length; i++) {
      for (int slot = 0; slot < slots[i].length; slot++) {
        slots[i][slot] += more.slots[i][slot];
      }
    }
  }

  private void check(Table expected) {
    if (expected != table) {
      throw new IllegalArgumentException("a row of " + table + " has nothing of " + expected);
    }
  }
}
