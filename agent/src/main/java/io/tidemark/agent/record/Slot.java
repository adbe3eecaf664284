package io.tidemark.agent.record;

import io.tidemark.agent.bridge.TidemarkBridge;
import io.tidemark.agent.hold.ThreadCells;
import io.tidemark.segment.SegmentWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one thread is working for. Each thread sees only its own. */
public final class Slot {
  private static volatile @Nullable Function<Thread, @Nullable Work> inherited;
  private static volatile @Nullable SegmentWriter measured;

  // Null where nothing is measured: on virtual threads, among others.
  private final @Nullable Meter meter;
  private @Nullable Object work;
  private @Nullable Object starting;
  private boolean logging;
  private boolean logHandled;
  private long consoleSinceNs;

  private Slot(Thread thread) {
    Function<Thread, @Nullable Work> inheritance = inherited;
    Work inheritedWork = inheritance == null ? null : inheritance.apply(thread);
    this.work = inheritedWork;
    SegmentWriter segment = measured;
    if (segment == null || VirtualThreads.isVirtual(thread)) {
      this.meter = null;
    } else {
      Request request = inheritedWork == null ? null : inheritedWork.request();
      this.meter = request == null ? new Meter(segment) : Meter.ofWholeLife(segment, request);
    }
  }

  /** From now on what threads allocate and burn is charged, where the JVM can tell it. */
  public static void measure(Ledger ledger) {
    if (ThreadCounters.available()) {
      measured = ledger.segment();
    }
  }

  /** Says what a thread works for that has just been started, and has no slot yet. */
  public static void inherit(Function<Thread, @Nullable Work> inheritance) {
    inherited = inheritance;
  }

  /** The slot of the running thread. */
  public static Slot current() {
    Object[] cell = TidemarkBridge.cell();
    return cell[0] instanceof Slot slot ? slot : newSlot(cell);
  }

  private static Slot newSlot(Object[] cell) {
    Slot slot = new Slot(Thread.currentThread());
    ThreadCells.fill(cell, slot);
    return slot;
  }

  /** What the thread works for, in the form of the framework that said so. */
  public @Nullable Object work() {
    return work;
  }

  /**
   * The request that the thread works for; null when it works for none, or for one that has ended
   * so long ago that the thread works for itself by now.
   */
  public @Nullable Request request() {
    Request request = requestOf(work);
    return request == null || request.isLongOver() ? null : request;
  }

  private static @Nullable Request requestOf(@Nullable Object work) {
    return work instanceof Work known ? known.request() : null;
  }

  /** Changes what the thread works for, and gives what it was. */
  public @Nullable Object work(@Nullable Object next) {
    Object before = work;
    work = next;
    if (meter != null) {
      Request request = requestOf(next);
      if (request == null) {
        meter.rest();
      } else {
        meter.workFor(request, 0);
      }
    }
    return before;
  }

  /** The thread begins with a work, now. */
  public void work(Work next, long nowNs) {
    work = next;
    Request request = next.request();
    if (meter != null && request != null) {
      meter.workFor(request, nowNs);
    }
  }

  /**
   * The thread stops to work, and will soon go on for the same request, or say otherwise: until
   * then what it does is charged to that.
   */
  public @Nullable Object pause(@Nullable Object next) {
    Object before = work;
    work = next;
    return before;
  }

  /** The thread works for nobody, and will tell before it does anything else. */
  public void restUntilTold() {
    work = null;
    if (meter != null) {
      meter.restUntilTold();
    }
  }

  /** The thread begins to do something that is no request's. */
  public void unrelated() {
    if (meter != null && work == null) {
      meter.rest();
    }
  }

  /** The agent passes by, in the midst of some work. */
  public void passing(long nowNs) {
    if (meter != null) {
      meter.passing(nowNs);
    }
  }

  /** What the thread works for has long ceased to be the request's. */
  public void forget() {
    if (meter != null) {
      meter.forget();
    }
  }

  /** The thread ends, and all its work with it. */
  public void end() {
    Request request = requestOf(work);
    work = null;
    if (meter != null && request != null) {
      if (request.isLongOver()) {
        meter.forget();
      } else {
        meter.end();
      }
    }
  }

  /** What began on this thread last, and may not have a place of its own yet. */
  public @Nullable Object starting() {
    return starting;
  }

  /** See {@link #starting()}. */
  public void starting(@Nullable Object request) {
    starting = request;
  }

  /** The thread begins to write a log event: false when it writes one already. */
  public boolean beginLog() {
    if (logging) {
      return false;
    }
    logging = true;
    logHandled = false;
    return true;
  }

  /**
   * Since when the thread has been writing to the console; 0 when it is not, or within an event.
   */
  public long consoleSinceNs() {
    return consoleSinceNs;
  }

  /** See {@link #consoleSinceNs()}. */
  public void consoleSinceNs(long sinceNs) {
    consoleSinceNs = sinceNs;
  }

  /** The thread writes a log event, and this agent was told that it began to. */
  public boolean logging() {
    return logging;
  }

  /** The log event that the thread writes has got past all filters. */
  public void logHandled() {
    logHandled = true;
  }

  /** See {@link #logHandled}. */
  public boolean isLogHandled() {
    return logHandled;
  }

  /** The thread has written it. */
  public void endLog() {
    logging = false;
  }
}
