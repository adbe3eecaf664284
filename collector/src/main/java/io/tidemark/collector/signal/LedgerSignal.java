package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.SegmentView;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.Metric;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the agents counted: every row of every segment, and how each segment fares. What never
 * occurred is left out, and so are requests in flight in a JVM that is dead.
 */
final class LedgerSignal implements Signal {
  private final Supplier<List<Jvm>> jvms;
  private final Clock clock;
  private Map<Path, Movement> movements = new HashMap<>();

  LedgerSignal(Supplier<List<Jvm>> jvms, Clock clock) {
    this.jvms = jvms;
    this.clock = clock;
  }

  /**
   * When a segment last moved.
   *
   * @param counted all its counters added up, which only grows
   * @param epochMs when that was first seen
   */
  private record Movement(long counted, long epochMs) {}

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public void sample(Consumer<Sample> out) {
    Map<Path, Movement> seen = new HashMap<>();
    for (Jvm jvm : jvms.get()) {
      Report report = new Report(out, jvm.source());
      jvm.segment().ifPresent(view -> sample(report, view, seen));
    }
    movements = seen;
  }

  private void sample(Report report, SegmentView view, Map<Path, Movement> seen) {
    report.count(Metric.SEGMENT_ALIVE, view.living() ? 1 : 0);
    if (view.snapshot().isPresent()) {
      SegmentSnapshot snapshot = view.snapshot().get();
      Movement movement = movement(view.file(), snapshot);
      seen.put(view.file(), movement);
      report.value(Metric.SEGMENT_AGE, Math.max(0, clock.millis() - movement.epochMs()) / 1e3);
      tables(report, snapshot);
      snapshot.rows().forEach(row -> row(report, row, view.living()));
    }
  }

  private Movement movement(Path file, SegmentSnapshot snapshot) {
    long counted = 0;
    for (long count : snapshot.processCounters().values()) {
      counted += count;
    }
    for (LedgerRow row : snapshot.rows()) {
      for (Column column : Column.values()) {
        counted += row.count(column);
      }
    }
    Movement before = movements.get(file);
    return before != null && before.counted() == counted
        ? before
        : new Movement(counted, clock.millis());
  }

  private static void tables(Report report, SegmentSnapshot snapshot) {
    SegmentLayout limits = snapshot.layout();
    table(report, "clients", snapshot.clientsUsed(), limits.clients());
    table(report, "handlers", snapshot.handlersUsed(), limits.handlers());
    table(report, "rows", snapshot.rowsUsed(), limits.rows());
    Map<ProcessCounter, Long> counters = snapshot.processCounters();
    overflow(report, "clients", counters.get(ProcessCounter.OVERFLOW_CLIENTS));
    overflow(report, "handlers", counters.get(ProcessCounter.OVERFLOW_HANDLERS));
    overflow(report, "rows", counters.get(ProcessCounter.OVERFLOW_ROWS));
    report.count(Metric.AGENT_ERRORS, counters.getOrDefault(ProcessCounter.AGENT_ERRORS, 0L));
  }

  private static void table(Report report, String table, int used, int limit) {
    report.count(Metric.SEGMENT_USED, used, table);
    report.count(Metric.SEGMENT_LIMIT, limit, table);
  }

  private static void overflow(Report report, String table, @Nullable Long requests) {
    report.count(Metric.AGENT_OVERFLOW, requests == null ? 0 : requests, table);
  }

  private static void row(Report report, LedgerRow row, boolean living) {
    if (living) {
      active(report, row);
    }
    for (Column column : Column.values()) {
      column(report, row, column);
    }
    for (Histogram histogram : Histogram.values()) {
      if (row.recorded(histogram) > 0) {
        report.out().accept(histogram(report.source(), row, histogram));
      }
    }
  }

  private static void active(Report report, LedgerRow row) {
    if (row.count(Column.STARTED) > 0) { // not so on the row of what no request caused
      report.count(Metric.ACTIVE_REQUESTS, row.active(), labels(row));
    }
    if (row.count(Column.TASKS_PLATFORM) > 0) {
      report.count(Metric.ACTIVE_TASKS, row.activeTasks(false), labels(row, "platform"));
    }
    if (row.count(Column.TASKS_VIRTUAL) > 0) {
      report.count(Metric.ACTIVE_TASKS, row.activeTasks(true), labels(row, "virtual"));
    }
  }

  private static void column(Report report, LedgerRow row, Column column) {
    Metric metric = column.metric();
    if (metric != null && row.count(column) > 0) {
      String last = column.label();
      String[] labels = last == null ? labels(row) : labels(row, last);
      report.value(metric, row.count(column) * column.factor(), labels);
    }
  }

  private static String[] labels(LedgerRow row, String... last) {
    return Stream.concat(
            Stream.of(row.client(), row.handler(), row.system().label()), Stream.of(last))
        .toArray(String[]::new);
  }

  private static HistogramSample histogram(Source source, LedgerRow row, Histogram histogram) {
    long[] slots = new long[Buckets.COUNT];
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] = row.slot(histogram, slot);
    }
    String last = histogram.label();
    return new HistogramSample(
        histogram.metric(),
        source,
        List.of(last == null ? labels(row) : labels(row, last)),
        histogram.tickExponent(),
        row.count(histogram.sum()) * histogram.sumFactor(),
        slots);
  }
}
