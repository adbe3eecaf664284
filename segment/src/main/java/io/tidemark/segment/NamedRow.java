package io.tidemark.segment;

/** One row of a table other than the ledger, as a reader copied it. Immutable. */
public final class NamedRow extends CountedRow {
  private final String name;

  NamedRow(Table table, String name, long[] counters, BucketCounts[] histograms) {
    super(table, counters, histograms);
    this.name = name;
  }

  /** The sum of two rows of the same name. */
  NamedRow(NamedRow one, NamedRow more) {
    super(one, more);
    this.name = one.name;
  }

  @Override
  public boolean isNamedAs(CountedRow other) {
    return other instanceof NamedRow row && table() == row.table() && name.equals(row.name);
  }

  /** What the row is for; {@link Label#OTHER} for the names without a row of their own. */
  public String name() {
    return name;
  }
}
