package io.tidemark.agent.it;

import io.tidemark.segment.Column;
import io.tidemark.segment.CountedRow;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.Metric;
import io.tidemark.segment.NamedRow;
import io.tidemark.segment.SegmentSnapshot;
import io.tidemark.segment.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a segment says of connections, in the form of a child's own tallies: rows, destinations. */
final class Dialled {
  private static final Set<Metric> METRICS =
      Set.of(
          Metric.DIALS,
          Metric.DIAL_ERRORS,
          Metric.CONNECTIONS_CLOSED,
          Metric.DESTINATION_DIALS,
          Metric.DESTINATION_DIAL_ERRORS,
          Metric.DESTINATION_CONNECTIONS_CLOSED);

  private static final List<List<Column>> SAME =
      List.of(
          List.of(Column.DIALS, Column.DESTINATION_DIALS),
          List.of(Column.DIAL_NS, Column.DESTINATION_DIAL_NS),
          List.of(Column.CLOSED_LOCAL, Column.DESTINATION_CLOSED_LOCAL),
          List.of(Column.CLOSED_REMOTE, Column.DESTINATION_CLOSED_REMOTE),
          List.of(Column.CONNECTION_NS, Column.DESTINATION_LIFETIME_NS));

  private Dialled() {}

  /** One line for each row of both tables that counts any, each table's sorted. */
  static String text(SegmentSnapshot segment) {
    Map<String, String> rows = new TreeMap<>();
    for (LedgerRow row : segment.rows()) {
      line(rows, row.client(), row);
    }
    Map<String, String> destinations = new TreeMap<>();
    for (NamedRow row : segment.rows(Table.DESTINATIONS)) {
      line(destinations, row.name(), row);
    }
    return String.join("", rows.values()) + String.join("", destinations.values());
  }

  private static void line(Map<String, String> lines, String name, CountedRow row) {
    Map<String, Long> counts = new TreeMap<>();
    for (Column column : Column.of(row.table())) {
      Metric metric = column.metric();
      if (metric != null && METRICS.contains(metric) && row.count(column) != 0) {
        counts.put(column.name(), row.count(column));
      }
    }
    if (!counts.isEmpty()) {
      lines.put(name, name + ' ' + counts + '\n');
    }
  }

  /** Sums over rows that differ from those over destinations, and times that do not match. */
  static List<String> contradictions(SegmentSnapshot segment) {
    List<String> found = new ArrayList<>();
    List<List<Column>> pairs = new ArrayList<>(SAME);
    for (Column column : Column.of(Table.LEDGER)) {
      if (column.metric() == Metric.DIAL_ERRORS) {
        pairs.add(List.of(column, column.ofDestination()));
      }
    }
    for (List<Column> pair : pairs) {
      long ofRows = sum(segment.rows(), pair.get(0));
      long ofDestinations = sum(segment.rows(Table.DESTINATIONS), pair.get(1));
      if (ofRows != ofDestinations) {
        found.add(pair + ": " + ofRows + ", " + ofDestinations);
      }
    }
    for (NamedRow row : segment.rows(Table.DESTINATIONS)) {
      long closed =
          row.count(Column.DESTINATION_CLOSED_LOCAL) + row.count(Column.DESTINATION_CLOSED_REMOTE);
      timed(found, row, Histogram.CONNECTION_DURATION, closed);
    }
    return found;
  }

  private static void timed(List<String> found, NamedRow row, Histogram histogram, long events) {
    boolean hasTime = row.count(histogram.sum()) > 0;
    if (row.recorded(histogram) != events || hasTime != events > 0) {
      found.add(row.name() + ' ' + histogram + ": " + row.recorded(histogram) + ", not " + events);
    }
  }

  private static long sum(List<? extends CountedRow> rows, Column column) {
    return rows.stream().mapToLong(row -> row.count(column)).sum();
  }
}
