package io.tidemark.segment;

/**
 * A place to count in: one client at one handler, or one name of another table. It may be kept and
 * used for ever, by any thread: when its name loses its place to a heavier one, what is counted
 * here from then on is counted as {@link Label#OTHER}.
 */
public final class Row {
  private final Table table;
  private final int stripeBytes;
  private final int index;
  private volatile int countersOffset;
  private volatile boolean other;

  Row(TableLayout layout, int index, boolean other) {
    this.table = layout.table();
    this.stripeBytes = layout.stripeBytes();
    this.index = index;
    this.countersOffset = layout.countersOffset(index);
    this.other = other;
  }

  /** Where the row's counters begin, now. */
  int countersOffset() {
    return countersOffset;
  }

  /** Counts to where another row does from now on: that of 'other'. */
  void moveTo(Row heir) {
    other = true;
    countersOffset = heir.countersOffset;
  }

  /** Whether it counts as {@link Label#OTHER}, because its name has no place, or none any more. */
  public boolean isOther() {
    return other;
  }

  /** Where the row stood in its table when it was given to its name. */
  int index() {
    return index;
  }

  int stripeBytes() {
    return stripeBytes;
  }

  Table table() {
    return table;
  }
}
