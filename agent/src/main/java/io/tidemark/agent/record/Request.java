package io.tidemark.agent.record;

import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.SegmentWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the service. Everything is counted at the moment it happens, so
 * that a request shows while it is in flight and survives the process.
 *
 * <p>Messages come one after the other, on any thread, as the framework delivers them; {@link #end}
 * may come at any time and from several threads, and counts once.
 */
public final class Request {
  private static final VarHandle ENDED;
  private static final VarHandle TASKS;
  private static final VarHandle RUNNING;
  private static final VarHandle PEAK;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      ENDED = lookup.findVarHandle(Request.class, "ended", boolean.class);
      TASKS = lookup.findVarHandle(Request.class, "tasks", int.class);
      RUNNING = lookup.findVarHandle(Request.class, "running", int.class);
      PEAK = lookup.findVarHandle(Request.class, "peak", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final SegmentWriter segment;
  private final int row;
  private final long startNs;
  private long items;
  private long bytes;
  private boolean complete;

  @SuppressWarnings("UnusedVariable") // by VarHandle
  private volatile boolean ended;

  private volatile int tasks;

  @SuppressWarnings("UnusedVariable") // by VarHandle
  private volatile int running;

  private volatile int peak;

  Request(SegmentWriter segment, int row, long startNs) {
    this.segment = segment;
    this.row = row;
    this.startNs = startNs;
    segment.add(row, Column.STARTED, 1);
  }

  /** Adds a message's items and its bytes, 0 when there are none to tell. */
  public void add(long moreItems, long moreBytes) {
    if (moreItems != 0) {
      items += moreItems;
      segment.add(row, Column.ITEMS, moreItems);
    }
    if (moreBytes != 0) {
      bytes += moreBytes;
      segment.add(row, Column.REQUEST_BYTES, moreBytes);
    }
  }

  /** The last message has arrived; counts once. */
  public void complete() {
    if (!complete) {
      complete = true;
      segment.record(row, Histogram.ITEMS, items);
      segment.record(row, Histogram.REQUEST_BYTES, bytes);
    }
  }

  /** The request has no messages whose bytes could be told; its items are known. */
  public void completeWithoutBytes() {
    complete = true;
    segment.record(row, Histogram.ITEMS, items);
  }

  /** Index of the row that it is charged to. */
  int row() {
    return row;
  }

  /** A task of the request begins to run. */
  public void taskBegan(boolean virtual) {
    segment.add(row, virtual ? Column.TASKS_VIRTUAL : Column.TASKS_PLATFORM, 1);
    TASKS.getAndAdd(this, 1);
    int now = (int) RUNNING.getAndAdd(this, 1) + 1;
    for (int most = peak; now > most; most = peak) {
      if (PEAK.compareAndSet(this, most, now)) {
        return;
      }
    }
  }

  /** A task of the request ended, well or not; also after the request itself has. */
  public void taskEnded(boolean virtual) {
    RUNNING.getAndAdd(this, -1);
    segment.add(row, virtual ? Column.TASKS_ENDED_VIRTUAL : Column.TASKS_ENDED_PLATFORM, 1);
  }

  private void recordTasks() {
    segment.add(row, Column.REQUEST_TASKS, tasks);
    segment.record(row, Histogram.TASKS, tasks);
    segment.add(row, Column.PEAK_TASKS, peak);
    segment.record(row, Histogram.PEAK_TASKS, peak);
  }

  /**
   * The request ends, now; only the first call counts. Requests ended are counted last, so that
   * whoever reads them finds the rest of each.
   *
   * @param error null when it ended well
   */
  public void end(@Nullable Column error) {
    if (!ENDED.compareAndSet(this, false, true)) {
      return;
    }
    long elapsedNs = System.nanoTime() - startNs;
    segment.record(row, Histogram.DURATION, Histogram.durationTicks(elapsedNs));
    segment.add(row, Column.DURATION_NS, elapsedNs);
    if (error != null) {
      segment.add(row, error, 1);
    }
    if (tasks > 0) { // most requests start none, and need not pay for it
      recordTasks();
    }
    segment.add(row, Column.ENDED, 1);
  }
}
