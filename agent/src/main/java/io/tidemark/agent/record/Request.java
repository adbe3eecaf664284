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

  static {
    try {
      ENDED = MethodHandles.lookup().findVarHandle(Request.class, "ended", boolean.class);
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
    segment.add(row, Column.ENDED, 1);
  }
}
