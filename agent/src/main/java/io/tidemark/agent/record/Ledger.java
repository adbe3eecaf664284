package io.tidemark.agent.record;

import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Label;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.Row;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentWriter;
import io.tidemark.segment.Table;
import org.jspecify.annotations.Nullable;

/**
 * The agent's view of the segment: finds the row of a request and counts what the agent itself gets
 * wrong. Thread-safe; nothing here throws.
 */
public final class Ledger {
  private final SegmentWriter segment;
  private final Row unattributed;
  private final OutOfMemory outOfMemory = new OutOfMemory(System::nanoTime);

  public Ledger(SegmentWriter segment) {
    this.segment = segment;
    // Taken first, so that there is always room for it.
    this.unattributed =
        segment.row(
            segment.client(Label.UNATTRIBUTED),
            segment.handler(RpcSystem.OTHER, Label.UNATTRIBUTED));
  }

  /** Counts an effect on the row of the request that caused it, or of what no request caused. */
  public void charge(@Nullable Request cause, Column column, long amount) {
    segment.add(rowOf(cause), column, amount);
  }

  /**
   * The row that a request is charged to, or what no request caused; it may outlive the request.
   */
  public Row rowOf(@Nullable Request cause) {
    return cause == null ? unattributed : cause.row();
  }

  /** The row of a name in a table other than the ledger; that of 'other' when it has none. */
  public Row row(Table table, String name) {
    return segment.row(table, name);
  }

  /** The same, for a look-up that stands for several. */
  public Row row(Table table, String name, int times) {
    return segment.row(table, name, times);
  }

  /** Counts on a row, which must be one of the column's table. */
  public void add(Row row, Column column, long amount) {
    segment.add(row, column, amount);
  }

  /** Counts a value in a histogram of a row; the column of its sum is the caller's to add to. */
  public void record(Row row, Histogram histogram, long value) {
    segment.record(row, histogram, value);
  }

  SegmentWriter segment() {
    return segment;
  }

  /** Index of a handler; 0, which is 'other', when there is no room for it. */
  public int handler(RpcSystem system, String name) {
    return segment.handler(system, name);
  }

  /** Begins a request of a client at a handler, now. */
  public Request begin(String client, int handler) {
    return begin(client, handler, System.nanoTime());
  }

  /**
   * Begins a request that came earlier.
   *
   * @param startNs when, as {@link System#nanoTime} told it
   */
  public Request begin(String client, int handler, long startNs) {
    Row row = segment.row(segment.client(client), handler);
    return new Request(segment, row, handler, row.isOther() ? client : null, startNs);
  }

  /**
   * What a client's request causes before it is known which handler it is for. It is charged like a
   * request and is none: it must not be ended, nor given messages.
   */
  public Request prelude(String client, int handler) {
    return new Request(segment, segment.row(segment.client(client), handler));
  }

  /** A request, a task or a thread ends with a failure; may be said several times of one. */
  public void threw(@Nullable Throwable failure) {
    if (failure != null && outOfMemory.isNewIn(failure)) {
      segment.add(ProcessCounter.OUT_OF_MEMORY_ERRORS, 1);
    }
  }

  /** Counts a failure inside the agent, which must not show in the service. */
  public void failed() {
    segment.add(ProcessCounter.AGENT_ERRORS, 1);
  }
}
