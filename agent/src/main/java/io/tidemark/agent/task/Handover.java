package io.tidemark.agent.task;

import io.tidemark.agent.record.Request;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A task or thread on its way from the thread that made it to the thread that runs it: which
 * request it is for, and how it is to be counted.
 */
final class Handover {
  /** What is handed over. */
  enum Kind {
    /** A task that waits in a queue. */
    QUEUED,
    /** A task that the thread which made it runs at once, itself; it is not counted. */
    INLINE,
    /** A thread, which is a task of the request. */
    THREAD,
    /** A thread of a pool, which is no task of the request that happened to need it first. */
    WORKER
  }

  private final Request request;
  private final Kind kind;
  private final long dueNs;
  // The same task, handed over again before this one began; under the table's lock.
  private final @Nullable ArrayDeque<Handover> later;

  /**
   * A task that is handed over.
   *
   * @param dueNs when it should run, by {@code System.nanoTime}
   */
  Handover(Request request, Kind kind, long dueNs) {
    this(request, kind, dueNs, null);
  }

  private Handover(Request request, Kind kind, long dueNs, @Nullable ArrayDeque<Handover> later) {
    this.request = request;
    this.kind = kind;
    this.dueNs = dueNs;
    this.later = later;
  }

  Request request() {
    return request;
  }

  Kind kind() {
    return kind;
  }

  long dueNs() {
    return dueNs;
  }

  boolean isRepeated() {
    return later != null;
  }

  /** This one, with another to come after it and all those that come after it already. */
  Handover followedBy(Handover last) {
    ArrayDeque<Handover> all = later == null ? new ArrayDeque<>() : later;
    all.add(last);
    return new Handover(request, kind, dueNs, all);
  }

  /** The one that comes next, with those that come after it; null when there is none. */
  @Nullable Handover next() {
    Handover next = later == null ? null : later.poll();
    return next == null || later == null || later.isEmpty()
        ? next
        : new Handover(next.request, next.kind, next.dueNs, later);
  }
}
