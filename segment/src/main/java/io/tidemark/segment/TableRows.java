package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The rows of one table in the file, and their way from owner to owner. A row whose name loses its
 * place is labelled 'other' at once, in place, so that no sum changes. Some time later, when nobody
 * counts in it any more, its counters are moved to the row of 'other' and it is free again.
 *
 * <p>Not thread-safe but for {@link #isFull}: the segment's changes are under one lock.
 */
final class TableRows {
  /**
   * How long a row rests before its counters are moved: a thread that looked the row up before it
   * lost its name has counted by then. Should one be stopped for longer, its one count lands on the
   * row's next owner; the sum stays right.
   */
  static final int REST_S = 1;

  private record Resting(int row, int heir, long sinceNs) {}

  private final ByteBuffer buffer;
  private final TableLayout layout;
  private final Changes changes;
  private final LongSupplier nanoTime;
  private final ArrayDeque<Resting> resting = new ArrayDeque<>();
  private int next;
  private volatile long freeAtNs;
  private volatile boolean anyRetired;
  private volatile boolean unused;

  /** Rows before {@code first} are given out already. */
  TableRows(
      ByteBuffer buffer, TableLayout layout, int first, Changes changes, LongSupplier nanoTime) {
    this.buffer = buffer;
    this.layout = layout;
    this.changes = changes;
    this.nanoTime = nanoTime;
    this.next = first;
    this.unused = first < layout.rows();
  }

  /** A row that nobody owns, not yet published; -1 when there is none. */
  int take() {
    if (next < layout.rows()) {
      int row = next++;
      unused = next < layout.rows();
      return row;
    }
    Resting oldest = resting.peek();
    if (oldest == null || isResting()) {
      return -1;
    }
    resting.remove();
    setFreeAt();
    moveCounters(oldest);
    return oldest.row();
  }

  /** Whether {@link #take} would find none; may be asked by any thread. */
  boolean isFull() {
    return !unused && (!anyRetired || isResting());
  }

  /** How many were ever given out: those from there on are free. */
  int used() {
    return next;
  }

  /** A row whose name lost its place, and which counts for {@code heir} until it is free. */
  void retire(int row, int heir) {
    resting.add(new Resting(row, heir, nanoTime.getAsLong()));
    setFreeAt();
  }

  private void setFreeAt() {
    Resting oldest = resting.peek();
    if (oldest != null) {
      freeAtNs = oldest.sinceNs() + TimeUnit.SECONDS.toNanos(REST_S);
    }
    anyRetired = oldest != null;
  }

  private boolean isResting() {
    return nanoTime.getAsLong() - freeAtNs < 0;
  }

  // Word by word, so that whoever copies the file sees each count once, as Changes says.
  private void moveCounters(Resting from) {
    int source = layout.countersOffset(from.row());
    int target = layout.countersOffset(from.heir());
    int end = layout.rowOffset(from.row() + 1);
    for (int word = 0; source + word < end; word += Long.BYTES) {
      long count = Words.getLong(buffer, source + word);
      if (count != 0) {
        changes.begin();
        Words.getAndAdd(buffer, target + word, count);
        Words.getAndAdd(buffer, source + word, -count);
        changes.end();
      }
    }
    changes.begin();
    Words.publishInt(
        buffer, layout.rowOffset(from.row()) + SegmentLayout.ROW_STATUS, SegmentLayout.STATUS_FREE);
    changes.end();
  }
}
