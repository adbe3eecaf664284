package io.tidemark.segment;

/** One row of a table other than the ledger, as a reader copied it. Immutable. */
public final class NamedRow extends CountedRow {
  private final String name;

  NamedRow(Table table, String name, long[] counters, long[][] slots) {
    super(table, counters, slots);
    this.name = name;
  }

  /** What the row is for; {@link Label#OTHER} for the names without a row of their own. */
  public String name() {
    return name;
  }
}
