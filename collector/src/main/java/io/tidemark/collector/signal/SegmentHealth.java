package io.tidemark.collector.signal;

import io.tidemark.segment.Label;
import io.tidemark.segment.Metric;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentSnapshot;
import io.tidemark.segment.Table;
import java.util.List;

/** How a segment fares: what its tables hold, what found no place, what the agent got wrong. */
final class SegmentHealth {
  private static final String CLIENTS = "clients";
  private static final String HANDLERS = "handlers";

  private static final List<Table> RANKED =
      List.of(Table.DESTINATIONS, Table.LOGGERS, Table.LOG_SITES);

  private SegmentHealth() {}

  static void report(Report report, SegmentSnapshot snapshot) {
    SegmentLayout limits = snapshot.layout();
    table(report, CLIENTS, snapshot.clientsUsed(), limits.clients());
    table(report, HANDLERS, snapshot.handlersUsed(), limits.handlers());
    table(report, Table.LEDGER.label(), snapshot.rowsUsed(), limits.rows());
    for (Table table : RANKED) {
      long named =
          snapshot.rows(table).stream().filter(row -> !row.name().equals(Label.OTHER)).count();
      table(report, table.label(), named, table.capacity(limits));
    }
    for (ProcessCounter counter : ProcessCounter.values()) {
      counter(report, counter, snapshot.processCounters().getOrDefault(counter, 0L));
    }
  }

  private static void table(Report report, String table, long used, int limit) {
    report.count(Metric.SEGMENT_USED, used, table);
    report.count(Metric.SEGMENT_LIMIT, limit, table);
  }

  private static void counter(Report report, ProcessCounter counter, long count) {
    switch (counter) {
      case AGENT_ERRORS -> report.count(Metric.AGENT_ERRORS, count);
      case OUT_OF_MEMORY_ERRORS -> report.count(Metric.OUT_OF_MEMORY, count);
      case OVERFLOW_CLIENTS -> report.count(Metric.AGENT_OVERFLOW, count, CLIENTS);
      case OVERFLOW_HANDLERS -> report.count(Metric.AGENT_OVERFLOW, count, HANDLERS);
      case OVERFLOW_ROWS -> overflow(report, Table.LEDGER, count);
      case OVERFLOW_DESTINATIONS -> overflow(report, Table.DESTINATIONS, count);
      case OVERFLOW_LOGGERS -> overflow(report, Table.LOGGERS, count);
      case OVERFLOW_LOG_SITES -> overflow(report, Table.LOG_SITES, count);
      case EVICTED_CLIENTS -> report.count(Metric.AGENT_EVICTIONS, count, CLIENTS);
      case EVICTED_DESTINATIONS -> evictions(report, Table.DESTINATIONS, count);
      case EVICTED_LOGGERS -> evictions(report, Table.LOGGERS, count);
      case EVICTED_LOG_SITES -> evictions(report, Table.LOG_SITES, count);
    }
  }

  private static void overflow(Report report, Table table, long count) {
    report.count(Metric.AGENT_OVERFLOW, count, table.label());
  }

  private static void evictions(Report report, Table table, long count) {
    report.count(Metric.AGENT_EVICTIONS, count, table.label());
  }
}
