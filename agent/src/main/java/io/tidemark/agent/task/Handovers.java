package io.tidemark.agent.task;

import io.tidemark.agent.record.Request;
import io.tidemark.agent.task.Handover.Kind;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait to run for a request. By identity, and weak: a task that is dropped without
 * running takes its place here with it. A task handed over more than once is kept as often, and
 * taken in the same order. Thread-safe; at most {@link #MAX}.
 */
final class Handovers {
  /** Most tasks of requests that may wait; more run for no request, and are counted as failures. */
  static final int MAX = 1 << 20;

  private final ConcurrentHashMap<Object, Handover> byTask = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> dead = new ReferenceQueue<>();

  /** Keeps a task's request until the task is taken; false when there is no room for it. */
  boolean put(Object task, Request request, Kind kind, long dueNs) {
    forgetDead();
    if (byTask.mappingCount() >= MAX) {
      return false;
    }
    Handover handover = new Handover(task, request, kind, dueNs, dead);
    if (byTask.putIfAbsent(handover, handover) != null) {
      byTask.merge(handover, handover, Handover::followedBy);
    }
    return true;
  }

  /** The request that a task runs for, which stays here. */
  @Nullable Handover peek(Object task) {
    return byTask.isEmpty() ? null : byTask.get(new Probe(task));
  }

  /** The request that a task runs for, which it now does; null when it runs for none. */
  @Nullable Handover take(Object task) {
    if (byTask.isEmpty()) {
      return null;
    }
    Probe probe = new Probe(task);
    byTask.computeIfPresent(probe, probe);
    return probe.taken;
  }

  /** How many tasks wait. */
  long size() {
    forgetDead();
    return byTask.mappingCount();
  }

  private void forgetDead() {
    for (Reference<?> gone = dead.poll(); gone != null; gone = dead.poll()) {
      byTask.remove(gone);
    }
  }

  /** What a task is looked up by, and what takes its handover: in one look. */
  private static final class Probe implements BiFunction<Object, Handover, @Nullable Handover> {
    private final Object task;
    private @Nullable Handover taken;

    Probe(Object task) {
      this.task = task;
    }

    @Override
    public @Nullable Handover apply(Object key, Handover first) {
      taken = first;
      return first.next();
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(task);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Handover handover && handover.refersTo(task);
    }
  }
}
