package io.tidemark.collector.who;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What is usual among rows: the median, each row as often as it had requests. */
final class Median {
  private Median() {}

  /** The median of a figure; empty when there were fewer requests than {@code minRequests}. */
  static OptionalDouble of(
      List<ReportRow> rows, ToDoubleFunction<ReportRow> figure, long minRequests) {
    long requests = rows.stream().mapToLong(ReportRow::requests).sum();
    if (requests < minRequests) {
      return OptionalDouble.empty();
    }
    List<ReportRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingDouble(figure));
    long below = 0;
    for (ReportRow row : sorted) {
      below += row.requests();
      if (2 * below >= requests) {
        return OptionalDouble.of(figure.applyAsDouble(row));
      }
    }
    throw new IllegalStateException("no median of " + rows);
  }
}
