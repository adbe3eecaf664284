package io.tidemark.agent.record;

import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Row;
import io.tidemark.segment.SegmentWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the service. Everything is counted at the moment it happens, so
 * that a request shows while it is in flight and survives the process.
 *
 * <p>Messages come one after the other, on any thread, as the framework delivers them; {@link #end}
 * may come at any time and from several threads, and counts once.
 */
public final class Request {
  /** For how long after its end a request is charged for what goes on. */
  static final long LINGER_NS = TimeUnit.MINUTES.toNanos(5);

  /** Items from which on a batch is large, and tasks from which on it has spread. */
  static final int LARGE_BATCH = 64;

  /** Share of the items from which on as many concurrent tasks have followed the batch. */
  static final double FOLLOWING = 0.8;

  private static final VarHandle ENDED;
  private static final VarHandle PLATFORM;
  private static final VarHandle VIRTUAL;
  private static final VarHandle UNLIMITED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      ENDED = lookup.findVarHandle(Request.class, "ended", boolean.class);
      PLATFORM = lookup.findVarHandle(Request.class, "platform", Tasks.class);
      VIRTUAL = lookup.findVarHandle(Request.class, "virtual", Tasks.class);
      UNLIMITED = lookup.findVarHandle(Request.class, "unlimited", Tasks.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final SegmentWriter segment;
  private final Row row;
  private final int handler;
  private final @Nullable String nameless;
  private final long startNs;
  private long items;
  private long bytes;
  private boolean complete;

  @SuppressWarnings("UnusedVariable") // by VarHandle
  private volatile boolean ended;

  // 0 until it has.
  private volatile long endedNs;

  // Made with the first task, since most requests start none.
  private volatile @Nullable Tasks platform;
  private volatile @Nullable Tasks virtual;
  // Those on threads of their own, or of pools that have one for each: some of the above.
  private volatile @Nullable Tasks unlimited;

  /**
   * A request that begins.
   *
   * @param handler index of the handler's name
   * @param nameless the client's name, when it has no row of its own: it gets one by its weight
   */
  Request(SegmentWriter segment, Row row, int handler, @Nullable String nameless, long startNs) {
    this.segment = segment;
    this.row = row;
    this.handler = handler;
    this.nameless = nameless;
    this.startNs = startNs;
    segment.add(row, Column.STARTED, 1);
  }

  /** One that is charged with what it causes, and not counted itself. */
  Request(SegmentWriter segment, Row row) {
    this.segment = segment;
    this.row = row;
    this.handler = 0;
    this.nameless = null;
    this.startNs = 0;
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
      recordItems();
      segment.record(row, Histogram.REQUEST_BYTES, bytes);
    }
  }

  /** The request has no messages whose bytes could be told; its items are known. */
  public void completeWithoutBytes() {
    complete = true;
    recordItems();
  }

  private void recordItems() {
    segment.record(row, Histogram.ITEMS, items);
    weigh(items);
  }

  private void weigh(long work) {
    if (nameless != null && work > 0) {
      segment.weigh(nameless, work);
    }
  }

  /**
   * Whether it ended so long ago that what it left running is no part of it any more: loops of
   * threads and tasks that it was the first to need, chains of timers.
   */
  public boolean isLongOver() {
    long endNs = endedNs; // most have not ended, and need no clock
    return endNs != 0 && isLongOver(endNs, System.nanoTime());
  }

  static boolean isLongOver(long endNs, long nowNs) {
    return nowNs - endNs > LINGER_NS;
  }

  /** The row that it is charged to. */
  Row row() {
    return row;
  }

  /**
   * A task of the request begins to run.
   *
   * @param onVirtual on a virtual thread
   * @param free nothing limits how many of its kind run at the same time
   */
  public void taskBegan(boolean onVirtual, boolean free) {
    segment.add(row, onVirtual ? Column.TASKS_VIRTUAL : Column.TASKS_PLATFORM, 1);
    (onVirtual ? tasks(virtual, VIRTUAL) : tasks(platform, PLATFORM)).began();
    if (free) {
      tasks(unlimited, UNLIMITED).began();
    }
  }

  private Tasks tasks(@Nullable Tasks known, VarHandle field) {
    if (known != null) {
      return known;
    }
    field.compareAndSet(this, null, new Tasks());
    return (Tasks) field.getVolatile(this);
  }

  /**
   * A task of the request ended, well or not; also after the request itself has. The parameters are
   * those of its beginning.
   */
  public void taskEnded(boolean onVirtual, boolean free) {
    Tasks unbounded = free ? unlimited : null;
    if (unbounded != null) {
      unbounded.ended();
    }
    Tasks tasks = onVirtual ? virtual : platform;
    if (tasks != null) {
      tasks.ended();
    }
    segment.add(row, onVirtual ? Column.TASKS_ENDED_VIRTUAL : Column.TASKS_ENDED_PLATFORM, 1);
  }

  private void recordTasks() {
    Tasks onPlatform = platform;
    if (onPlatform != null) {
      weigh(onPlatform.started());
      segment.add(row, Column.REQUEST_TASKS_PLATFORM, onPlatform.started());
      segment.record(row, Histogram.TASKS_PLATFORM, onPlatform.started());
      segment.add(row, Column.PEAK_TASKS_PLATFORM, onPlatform.peak());
      segment.record(row, Histogram.PEAK_TASKS_PLATFORM, onPlatform.peak());
    }
    Tasks onVirtual = virtual;
    if (onVirtual != null) {
      weigh(onVirtual.started());
      segment.add(row, Column.REQUEST_TASKS_VIRTUAL, onVirtual.started());
      segment.record(row, Histogram.TASKS_VIRTUAL, onVirtual.started());
      segment.add(row, Column.PEAK_TASKS_VIRTUAL, onVirtual.peak());
      segment.record(row, Histogram.PEAK_TASKS_VIRTUAL, onVirtual.peak());
    }
    if (items >= LARGE_BATCH && (onPlatform != null || onVirtual != null)) {
      recordFanOut(Math.max(peak(onPlatform), peak(onVirtual)), peak(unlimited));
    }
  }

  // A peak of the batch's order says that nothing limits the handler; a lower one, that something
  // does, or that the tasks were over too soon.
  private void recordFanOut(int peak, int unlimitedPeak) {
    boolean followed = unlimitedPeak >= LARGE_BATCH && unlimitedPeak >= FOLLOWING * items;
    Row fanOut = segment.fanOut(handler);
    if (followed) {
      segment.record(fanOut, Histogram.FANOUT_FOLLOWED, unlimitedPeak);
      segment.add(fanOut, Column.FANOUT_FOLLOWED_TASKS, unlimitedPeak);
    } else {
      segment.record(fanOut, Histogram.FANOUT_HELD, peak);
      segment.add(fanOut, Column.FANOUT_HELD_TASKS, peak);
    }
  }

  private static int peak(@Nullable Tasks tasks) {
    return tasks == null ? 0 : tasks.peak();
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
    long nowNs = System.nanoTime();
    endedNs = nowNs == 0 ? 1 : nowNs;
    long elapsedNs = nowNs - startNs;
    segment.record(row, Histogram.DURATION, Histogram.durationTicks(elapsedNs));
    segment.add(row, Column.DURATION_NS, elapsedNs);
    if (error != null) {
      segment.add(row, error, 1);
    }
    recordTasks();
    segment.add(row, Column.ENDED, 1);
  }
}
