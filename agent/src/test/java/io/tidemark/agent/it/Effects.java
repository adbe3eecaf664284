package io.tidemark.agent.it;

import io.tidemark.segment.Column;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.Metric;
import io.tidemark.segment.SegmentSnapshot;
import io.tidemark.segment.Table;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the rows of a segment say of dials or log events, in the form of a child's own tally. */
final class Effects {
  private static final Set<Metric> METRICS =
      Set.of(Metric.DIALS, Metric.DIAL_ERRORS, Metric.LOG_EVENTS);

  private Effects() {}

  /** One line for each row with any of them, sorted. */
  static String text(SegmentSnapshot segment) {
    Map<String, String> lines = new TreeMap<>();
    for (LedgerRow row : segment.rows()) {
      Map<String, Long> counts = new TreeMap<>();
      long events = 0;
      for (Column column : Column.of(Table.LEDGER)) {
        if (isEffect(column) && row.count(column) != 0) {
          counts.put(column.name(), row.count(column));
          events += column.metric() == Metric.LOG_EVENTS ? row.count(column) : 0;
        }
      }
      if (events == 0 != (row.count(Column.LOG_BLOCKED_NS) == 0)) {
        counts.put("events without time, or time without events", events);
      }
      if (!counts.isEmpty()) {
        lines.merge(row.client(), row.client() + ' ' + counts + '\n', String::concat);
      }
    }
    return String.join("", lines.values());
  }

  static boolean isEffect(Column column) {
    Metric metric = column.metric();
    return metric != null && METRICS.contains(metric);
  }
}
