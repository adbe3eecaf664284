package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.PerfView;
import io.tidemark.collector.jvm.SegmentView;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Column;
import io.tidemark.segment.CountedRow;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.Metric;
import io.tidemark.segment.NamedRow;
import io.tidemark.segment.SegmentSnapshot;
import io.tidemark.segment.Table;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the agents counted: every row of every segment, and how each segment fares; and the pauses
 * of JVMs without hsperfdata. What never occurred is left out, and so are requests in flight in a
 * JVM that is dead.
 */
final class LedgerSignal implements Signal {
  private final Supplier<List<Jvm>> jvms;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private Map<Path, Movement> movements = new HashMap<>();
  private final Map<Path, AgentPauses> pauses = new HashMap<>();

  LedgerSignal(Supplier<List<Jvm>> jvms, Clock clock, LongSupplier nanoTime) {
    this.jvms = jvms;
    this.clock = clock;
    this.nanoTime = nanoTime;
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
      if (jvm.perf().flatMap(PerfView::data).isEmpty()) { // which knows more of them
        jvm.segment().ifPresent(view -> pauses(report, view));
      }
    }
    movements = seen;
    pauses.keySet().retainAll(seen.keySet());
  }

  private void sample(Report report, SegmentView view, Map<Path, Movement> seen) {
    report.count(Metric.SEGMENT_ALIVE, view.living() ? 1 : 0);
    if (view.snapshot().isPresent()) {
      SegmentSnapshot snapshot = view.snapshot().get();
      Movement movement = movement(view.file(), snapshot);
      seen.put(view.file(), movement);
      report.value(Metric.SEGMENT_AGE, Math.max(0, clock.millis() - movement.epochMs()) / 1e3);
      SegmentHealth.report(report, snapshot);
      snapshot.rows().forEach(row -> row(report, row, view.living()));
      for (Table table : Table.values()) {
        snapshot.rows(table).forEach(row -> named(report, row));
      }
    }
  }

  private void pauses(Report report, SegmentView view) {
    view.snapshot()
        .flatMap(SegmentSnapshot::pauses)
        .ifPresent(
            told ->
                pauses
                    .computeIfAbsent(view.file(), file -> new AgentPauses())
                    .sample(report, told, nanoTime.getAsLong(), view.living()));
  }

  private Movement movement(Path file, SegmentSnapshot snapshot) {
    long counted = 0;
    for (long count : snapshot.processCounters().values()) {
      counted += count;
    }
    for (LedgerRow row : snapshot.rows()) {
      counted += counted(row);
    }
    for (List<NamedRow> rows : snapshot.tables().values()) {
      for (NamedRow row : rows) {
        counted += counted(row);
      }
    }
    Movement before = movements.get(file);
    return before != null && before.counted() == counted
        ? before
        : new Movement(counted, clock.millis());
  }

  private static long counted(CountedRow row) {
    long counted = 0;
    for (Column column : Column.of(row.table())) {
      counted += row.count(column);
    }
    return counted;
  }

  private static void row(Report report, LedgerRow row, boolean living) {
    if (living) {
      active(report, row);
    }
    RowSamples.report(report, row, labels(row));
  }

  private static void named(Report report, NamedRow row) {
    RowSamples.report(report, row, labels(row));
    if (row.table() == Table.FANOUT) {
      report.count(Metric.FANOUT_UNBOUNDED, FanOut.isUnbounded(row) ? 1 : 0, labels(row));
    }
  }

  // A destination is an address and a port, both of which may be 'other'.
  private static String[] labels(NamedRow row) {
    if (row.table() != Table.DESTINATIONS) {
      return new String[] {row.name()};
    }
    int colon = row.name().lastIndexOf(':');
    return colon < 0
        ? new String[] {row.name(), row.name()}
        : new String[] {row.name().substring(0, colon), row.name().substring(colon + 1)};
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

  private static String[] labels(LedgerRow row, String... last) {
    return Stream.concat(
            Stream.of(row.client(), row.handler(), row.system().label()), Stream.of(last))
        .toArray(String[]::new);
  }
}
