package io.tidemark.agent.task;

import io.tidemark.agent.record.Request;
import io.tidemark.agent.record.Work;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A task or thread on its way from the thread that made it to the thread that runs it: which
 * request it is for, and how it is to be counted. Then, what that thread works for.
 *
 * <p>One object is all that is made for a task: it is also the key that the task is found by, by
 * identity and for as long as somebody else keeps the task.
 */
final class Handover extends WeakReference<Object> implements Work {
  /** What is handed over. */
  enum Kind {
    /** A task that waits in a queue. */
    QUEUED,
    /** A task of a pool that makes a thread for each task that finds none. */
    AT_ONCE,
    /** A task that the thread which made it runs at once, itself; it is not counted. */
    INLINE,
    /** A thread, which is a task of the request. */
    THREAD,
    /** A thread of a pool, which is no task of the request that happened to need it first. */
    WORKER;

    /** Whether it counts as a task when it begins to run, and no more when it has. */
    boolean isPooled() {
      return this == QUEUED || this == AT_ONCE;
    }

    /** Whether nothing limits how many run at the same time. */
    boolean isUnlimited() {
      return this == AT_ONCE || this == THREAD;
    }
  }

  private final int hash;
  private final Request request;
  private final Kind kind;
  private final long dueNs;
  // The same task, handed over again before this one began; under the table's lock.
  private final @Nullable ArrayDeque<Handover> later;
  // Set by the thread that has taken it, for itself.
  private @Nullable Object runner;
  private @Nullable Object before;

  /**
   * A task that is handed over.
   *
   * @param dueNs when it should run, by {@code System.nanoTime}
   * @param dead where it goes when the task is gone
   */
  Handover(Object task, Request request, Kind kind, long dueNs, ReferenceQueue<Object> dead) {
    super(task, dead);
    this.hash = System.identityHashCode(task);
    this.request = request;
    this.kind = kind;
    this.dueNs = dueNs;
    this.later = null;
  }

  // A value of the table only, whose key there is.
  private Handover(Handover of, @Nullable ArrayDeque<Handover> later) {
    super(null);
    this.hash = of.hash;
    this.request = of.request;
    this.kind = of.kind;
    this.dueNs = of.dueNs;
    this.later = later;
  }

  @Override
  public Request request() {
    return request;
  }

  Kind kind() {
    return kind;
  }

  long dueNs() {
    return dueNs;
  }

  /**
   * A thread begins to run the task.
   *
   * @param by what tells of its end
   * @param workedFor what the thread worked for before, and will again
   */
  void run(Object by, @Nullable Object workedFor) {
    runner = by;
    before = workedFor;
    clear(); // so that no collection need look at it any more
  }

  @Nullable Object runner() {
    return runner;
  }

  @Nullable Object before() {
    return before;
  }

  /** This one, with another to come after it and all those that come after it already. */
  Handover followedBy(Handover last) {
    ArrayDeque<Handover> all = later == null ? new ArrayDeque<>() : later;
    all.add(last);
    return new Handover(this, all);
  }

  /** The one that comes next, with those that come after it; null when there is none. */
  @Nullable Handover next() {
    Handover next = later == null ? null : later.poll();
    return next == null || later == null || later.isEmpty() ? next : new Handover(next, later);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    Object task = get();
    return this == other
        || (task != null && other instanceof Handover handover && handover.refersTo(task));
  }
}
