package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Column;
import io.tidemark.segment.Metric;
import io.tidemark.segment.NamedRow;
import io.tidemark.segment.SegmentSnapshot;
import io.tidemark.segment.Table;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a segment says of loggers and sites, in the form of a child's own tally. */
final class LogTables {
  private LogTables() {}

  /**
   * What a child's segment holds once the writes to its console are counted: whoever reads the last
   * of them may be faster than that.
   */
  static SegmentSnapshot settled(Child child, long consoleWrites) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    SegmentSnapshot segment = child.segment();
    while (events(segment, Table.LOGGERS, Column.LOGGER_CONSOLE) < consoleWrites
        || events(segment, Table.LOG_SITES) < events(segment, Table.LOGGERS)) {
      assertTrue(System.nanoTime() < deadline, "events are missing");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      segment = child.segment();
    }
    return segment;
  }

  /** All events of a table. */
  static long events(SegmentSnapshot segment, Table table) {
    long events = 0;
    for (Column column : Column.of(table)) {
      events += isEvent(column) ? events(segment, table, column) : 0;
    }
    return events;
  }

  private static long events(SegmentSnapshot segment, Table table, Column column) {
    return segment.rows(table).stream().mapToLong(row -> row.count(column)).sum();
  }

  private static boolean isEvent(Column column) {
    return column.metric() == Metric.LOGGER_EVENTS || column.metric() == Metric.LOG_SITE_EVENTS;
  }

  /** Counts of events by name and column, but for those of the console. */
  static Map<String, Map<String, Long>> counts(SegmentSnapshot segment) {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    for (Table table : new Table[] {Table.LOGGERS, Table.LOG_SITES}) {
      for (NamedRow row : segment.rows(table)) {
        if (!row.name().startsWith("System.")) {
          add(counts, row);
        }
      }
    }
    return counts;
  }

  private static void add(Map<String, Map<String, Long>> counts, NamedRow row) {
    String name = row.name().replaceAll(":\\d+$", ":LINE");
    for (Column column : Column.of(row.table())) {
      if (isEvent(column) && row.count(column) != 0) {
        counts
            .computeIfAbsent(name, its -> new TreeMap<>())
            .merge(column.name(), row.count(column), Long::sum);
      }
    }
  }

  /** One line for each name, sorted. */
  static String text(Map<String, Map<String, Long>> counts) {
    StringBuilder text = new StringBuilder();
    counts.forEach((name, its) -> text.append(name).append(' ').append(its).append('\n'));
    return text.toString();
  }
}
