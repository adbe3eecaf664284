package io.tidemark.collector.who;

import io.tidemark.segment.Column;
import io.tidemark.segment.LedgerRow;
import java.util.ArrayList;
import java.util.List;

/**
 * The counts of one segment's rows, from one reading to the next: a row that has not moved, which
 * is the same object then, has the same counts as an object. Not thread-safe.
 */
final class KeptCounts {
  private List<LedgerRow> rows = List.of();
  private List<RowCounts> counts = List.of();

  /** The counts of each row, in the rows' order. */
  List<RowCounts> of(List<LedgerRow> now) {
    if (now == rows) {
      return counts;
    }
    List<RowCounts> all = new ArrayList<>(now.size());
    for (int i = 0; i < now.size(); i++) {
      LedgerRow row = now.get(i);
      all.add(i < rows.size() && rows.get(i) == row ? counts.get(i) : counts(row));
    }
    rows = now;
    counts = List.copyOf(all);
    return counts;
  }

  private static RowCounts counts(LedgerRow row) {
    return new RowCounts(
        row.client(),
        row.handler(),
        row.count(Column.STARTED),
        row.count(Column.ENDED),
        row.errors(),
        row.count(Column.ITEMS),
        row.count(Column.DURATION_NS),
        Effects.of(row));
  }
}
