package io.tidemark.agent.task;

import io.tidemark.agent.record.Request;
import io.tidemark.agent.task.Handover.Kind;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
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
    Key key = new Key(task, dead);
    Handover handover = new Handover(request, kind, dueNs);
    if (byTask.putIfAbsent(key, handover) != null) {
      byTask.merge(key, handover, Handover::followedBy);
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
    while (true) {
      Handover first = byTask.get(probe);
      if (first == null) {
        return null;
      }
      boolean taken =
          first.isRepeated() ? replaceByNext(probe, first) : byTask.remove(probe, first);
      if (taken) {
        return first;
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // each is taken once
  private boolean replaceByNext(Probe probe, Handover first) {
    boolean[] taken = new boolean[1];
    byTask.computeIfPresent(
        probe,
        (key, present) -> {
          taken[0] = present == first;
          return taken[0] ? present.next() : present;
        });
    return taken[0];
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

  /** A task, by identity, for as long as somebody else keeps it. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object task, ReferenceQueue<Object> dead) {
      super(task, dead);
      this.hash = System.identityHashCode(task);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      Object task = get();
      return this == other || (task != null && other instanceof Key key && key.refersTo(task));
    }
  }

  /** What a task is looked up by. */
  private static final class Probe {
    private final Object task;

    Probe(Object task) {
      this.task = task;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(task);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.refersTo(task);
    }
  }
}
