package io.tidemark.collector.who;

import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Label;
import io.tidemark.segment.Metric;
import io.tidemark.segment.NamedRow;
import io.tidemark.segment.SegmentSnapshot;
import io.tidemark.segment.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads out of a segment's tables what a ledger holds by name, in the order of the names. */
final class NamedRows {
  private NamedRows() {}

  static Named of(SegmentSnapshot segment) {
    return new Named(
        rows(segment, Table.FANOUT).map(NamedRows::unbounded).flatMap(Optional::stream).toList(),
        rows(segment, Table.DESTINATIONS).map(NamedRows::destination).toList(),
        rows(segment, Table.LOG_SITES).map(NamedRows::logSite).toList());
  }

  private static Stream<NamedRow> rows(SegmentSnapshot segment, Table table) {
    Map<String, NamedRow> byName = new TreeMap<>();
    for (NamedRow row : segment.rows(table)) {
      if (!row.name().equals(Label.OTHER)) {
        byName.put(row.name(), row);
      }
    }
    return List.copyOf(byName.values()).stream();
  }

  private static Optional<Unbounded> unbounded(NamedRow row) {
    return Unbounded.of(
        row.name(),
        slot -> row.slot(Histogram.FANOUT_FOLLOWED, slot),
        slot -> row.slot(Histogram.FANOUT_HELD, slot));
  }

  private static DestinationCounts destination(NamedRow row) {
    Map<Integer, Long> lives = new TreeMap<>();
    for (int slot = 0; slot < Histogram.CONNECTION_DURATION.slots(); slot++) {
      lives.put(slot, row.slot(Histogram.CONNECTION_DURATION, slot));
    }
    long failed = 0;
    for (Column column : Column.of(Table.DESTINATIONS)) {
      failed += column.metric() == Metric.DESTINATION_DIAL_ERRORS ? row.count(column) : 0;
    }
    return new DestinationCounts(
        row.name(),
        row.count(Column.DESTINATION_DIALS),
        failed,
        row.count(Column.DESTINATION_CLOSED_LOCAL),
        row.count(Column.DESTINATION_CLOSED_REMOTE),
        lives);
  }

  private static LogSiteCounts logSite(NamedRow row) {
    return new LogSiteCounts(
        row.name(), row.count(Column.SITE_EVENTS), row.count(Column.SITE_BLOCKED_NS));
  }
}
