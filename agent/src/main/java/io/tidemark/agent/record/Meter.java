package io.tidemark.agent.record;

import io.tidemark.segment.Column;
import io.tidemark.segment.Row;
import io.tidemark.segment.SegmentWriter;
import org.jspecify.annotations.Nullable;

/**
 * Charges what one thread allocates and burns to the rows that it works for. Of one thread only.
 *
 * <p>Bytes are read whenever the thread goes over from one row to another, so that each is charged
 * once, to one row. The CPU clock is dear, and read at such a moment only when {@link
 * #CPU_INTERVAL_NS} have passed since it was: what was burnt since then is shared out among the
 * rows that the thread worked for, by the time that it worked for each. Reading costs at most a
 * thousandth of the time. What the thread did between for nobody is not told apart but kept out by
 * a bound: never more is charged than the time that it worked.
 */
final class Meter {
  /** Least time between two readings of the CPU clock. */
  static final long CPU_INTERVAL_NS = 1_000_000;

  /** Rows whose shares are told apart between two readings of the CPU clock. */
  private static final int MAX_SHARERS = 8;

  /** Most time between two chargings while work goes on, where the agent passes by. */
  private static final long PASSING_NS = 1_000_000;

  /** What a task allocates that is worth the clock at its end: some 20 µs of work. */
  private static final long LARGE_BYTES = 16 << 10;

  private final SegmentWriter segment;
  // Null while it works for nobody.
  private @Nullable Row row;
  private long bytes;
  private long sinceNs;
  // Since the last reading of the CPU clock: for whom the thread worked, and how long for each. Of
  // more than there is room for, the last has the rest of the time.
  private final @Nullable Row[] sharers = new Row[MAX_SHARERS];
  private final long[] workedNs = new long[MAX_SHARERS];
  private int shared;
  private long cpuNs;
  private long cpuReadNs;

  /** Of a thread that works for nobody yet. */
  Meter(SegmentWriter segment) {
    this.segment = segment;
    this.sinceNs = System.nanoTime();
    this.cpuReadNs = sinceNs - CPU_INTERVAL_NS; // so that it is read when work begins
  }

  /** Of a thread all of whose life belongs to a request. */
  static Meter ofWholeLife(SegmentWriter segment, Request request) {
    Meter meter = new Meter(segment);
    meter.row = request.row();
    meter.worked(request.row(), ThreadCounters.cpuNs());
    return meter;
  }

  /**
   * The thread goes over to a request's work, or does it still.
   *
   * @param nowNs the clock, where it has been read already; otherwise 0
   */
  @SuppressWarnings("ReferenceEquality") // each row is one object
  void workFor(Request request, long nowNs) {
    if (request.row() != row) {
      settle(nowNs == 0 ? System.nanoTime() : nowNs);
      row = request.row();
    }
  }

  /** The thread works for nobody from now on. */
  void rest() {
    if (row != null) {
      settle(System.nanoTime());
      row = null;
    }
  }

  /**
   * The thread has ended a task, and will say what it does next before it does. After a small one
   * the clock is left for then.
   */
  void restUntilTold() {
    long read = ThreadCounters.allocatedBytes();
    if (row == null || read - bytes >= LARGE_BYTES) {
      rest();
    } else if (read != bytes) {
      segment.add(row, Column.ALLOCATED_BYTES, read - bytes);
      bytes = read;
    }
  }

  /** Charges what a long work has used so far. */
  void passing(long nowNs) {
    if (row != null && nowNs - sinceNs >= PASSING_NS) {
      settle(nowNs);
    }
  }

  /** The thread ends: what its last work has burnt is not left for another time. */
  void end() {
    if (row != null) {
      cpuReadNs = sinceNs - CPU_INTERVAL_NS;
      rest();
    }
  }

  /** The work has long ceased to be the request's: nothing more is charged for it. */
  void forget() {
    row = null;
    shared = 0;
    settle(System.nanoTime());
  }

  private void settle(long nowNs) {
    long read = ThreadCounters.allocatedBytes();
    if (row != null) {
      segment.add(row, Column.ALLOCATED_BYTES, read - bytes);
      worked(row, nowNs - sinceNs);
    }
    bytes = read;
    sinceNs = nowNs;
    if (nowNs - cpuReadNs >= CPU_INTERVAL_NS) {
      readCpu(nowNs);
    }
  }

  @SuppressWarnings("ReferenceEquality") // each row is one object
  private void worked(Row by, long elapsedNs) {
    int place = 0;
    while (place < shared && sharers[place] != by) {
      place++;
    }
    if (place == MAX_SHARERS) {
      place--;
      sharers[place] = by;
    } else if (place == shared) {
      shared++;
      sharers[place] = by;
      workedNs[place] = 0;
    }
    workedNs[place] += elapsedNs;
  }

  private void readCpu(long nowNs) {
    long read = ThreadCounters.cpuNs();
    long leftNs = 0;
    for (int place = 0; place < shared; place++) {
      leftNs += workedNs[place];
    }
    long burntNs = Math.min(read - cpuNs, leftNs);
    for (int place = 0; place < shared && leftNs > 0; place++) {
      long shareNs = (long) ((double) burntNs * workedNs[place] / leftNs);
      charge(sharers[place], shareNs);
      burntNs -= shareNs;
      leftNs -= workedNs[place];
    }
    shared = 0;
    cpuNs = read;
    cpuReadNs = nowNs;
  }

  private void charge(@Nullable Row to, long burntNs) {
    if (to != null && burntNs > 0) {
      segment.add(to, Column.CPU_NS, burntNs);
    }
  }
}
