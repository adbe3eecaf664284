package io.tidemark.agent.it;

import io.tidemark.segment.Buckets;
import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Label;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.SegmentSnapshot;
import io.tidemark.segment.Table;
import java.io.IOException;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The requests of a segment's rows as text: without what differs from run to run, the durations,
 * and without what the requests caused.
 */
final class Rows {
  private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(20);

  private Rows() {}

  /**
   * The rows as soon as they are as expected, or else after a while: a client has its answer a
   * little before the server has done with the request.
   */
  static String await(Child child, String expected) throws IOException {
    long deadline = System.nanoTime() + DEADLINE_NS;
    String rows = text(child.segment());
    while (!rows.equals(expected) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      rows = text(child.segment());
    }
    return rows;
  }

  /** One line for each row with requests, sorted. */
  static String text(SegmentSnapshot segment) {
    TreeSet<String> lines = new TreeSet<>();
    for (LedgerRow row : segment.rows()) {
      boolean requests = row.count(Column.STARTED) > 0;
      if (requests && !row.client().equals(Label.UNATTRIBUTED)) {
        lines.add(text(row));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String text(LedgerRow row) {
    StringBuilder text = new StringBuilder(row.client());
    text.append(' ').append(row.system().label()).append(':').append(row.handler());
    for (Column column : Column.of(Table.LEDGER)) {
      long count = row.count(column);
      if (count != 0 && isOfRequests(column)) {
        text.append(' ').append(column).append('=').append(count);
      }
    }
    text.append(" items").append(slots(row, Histogram.ITEMS));
    text.append(" bytes").append(slots(row, Histogram.REQUEST_BYTES));
    boolean timed = row.count(Column.DURATION_NS) > 0;
    if (row.recorded(Histogram.DURATION) != row.count(Column.ENDED)
        || timed != row.count(Column.ENDED) > 0) {
      text.append(" with durations that do not match");
    }
    return text.toString();
  }

  private static boolean isOfRequests(Column column) {
    return column.ordinal() <= Column.ERROR_HTTP_OTHER.ordinal() && column != Column.DURATION_NS;
  }

  private static String slots(LedgerRow row, Histogram histogram) {
    StringBuilder text = new StringBuilder("{");
    for (int slot = 0; slot < Buckets.COUNT; slot++) {
      long count = row.slot(histogram, slot);
      if (count != 0) {
        text.append(text.length() == 1 ? "" : ", ").append("<=");
        text.append((long) Math.floor(Buckets.upperBound(slot))).append(": ").append(count);
      }
    }
    return text.append('}').toString();
  }
}
