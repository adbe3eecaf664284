package io.tidemark.collector.who;

import java.util.List;
import java.util.stream.Stream;

/**
 * What requests caused as a table, for the text and the page alike: rows with effects alone, the
 * most disproportionate first, and what no request caused last, which is never left out.
 */
public final class CausedTable {
  /** What stands above the numbers. */
  public static final List<String> HEADINGS =
      List.of("TASKS/S", "DIALS/S", "FAILED/S", "LOG/S", "MB/S", "CPU");

  private CausedTable() {}

  /** The rows to show: at most {@code limit}, and as many of what no request caused. */
  public static List<ReportRow> rows(Report report, int limit) {
    List<ReportRow> effective =
        report.rows().stream().filter(row -> !row.caused().isEmpty()).toList();
    return Stream.concat(
            effective.stream().filter(row -> !row.isUnattributed()).limit(limit),
            effective.stream().filter(ReportRow::isUnattributed).limit(limit))
        .toList();
  }

  /** A row's numbers, as {@link #HEADINGS} has them; megabytes of 10^6 bytes, CPU in cores. */
  public static List<String> numbers(ReportRow row) {
    return List.of(
        perSecond(row, Effect.TASKS, 1),
        perSecond(row, Effect.DIALS, 1),
        perSecond(row, Effect.FAILED_DIALS, 1),
        perSecond(row, Effect.LOG_EVENTS, 1),
        perSecond(row, Effect.ALLOCATED_BYTES, 1e-6),
        perSecond(row, Effect.CPU, 1));
  }

  private static String perSecond(ReportRow row, Effect effect, double factor) {
    return Figures.amount(row.caused(effect).perSecond() * factor);
  }
}
