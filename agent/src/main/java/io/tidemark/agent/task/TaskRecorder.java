package io.tidemark.agent.task;

import io.tidemark.agent.hold.SideTable;
import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Request;
import io.tidemark.agent.record.Slot;
import io.tidemark.agent.record.Work;
import io.tidemark.agent.task.Handover.Kind;
import io.tidemark.segment.Column;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries the request that a thread works for to the tasks and threads that it starts, and counts
 * those. Thread-safe. What it throws is the bridge's to count.
 */
public final class TaskRecorder {
  private static final int PLACES_OF_WORKERS = 1 << 8;

  private final Ledger ledger;
  private final Handovers handovers = new Handovers();
  // By the thread that is to run it.
  private final SideTable<WeakReference<Object>> firstTasks = new SideTable<>(PLACES_OF_WORKERS);
  private final ThreadKinds threads = new ThreadKinds();
  private final VirtualScheduler scheduler = VirtualScheduler.find();

  public TaskRecorder(Ledger ledger) {
    this.ledger = ledger;
  }

  /** From now on threads work for the request that they were started for. */
  public void start() {
    Slot.inherit(this::inherited);
    Slot.current(); // all that it needs is loaded here, and not while a thread of the service
    // starts
  }

  private @Nullable Work inherited(Thread thread) {
    Handover handover = handovers.peek(thread);
    return handover == null || handover.kind() != Kind.THREAD
        ? null
        : new Running(thread, handover.request(), false, null);
  }

  /**
   * This thread gives a task to a pool, to run once.
   *
   * @param pool a fork-join pool; null for any other
   */
  public void handedOver(@Nullable Object task, @Nullable Object pool) {
    if (task == null || !scheduler.admits(pool)) {
      return;
    }
    Request request = Slot.current().request();
    if (request == null || threads.isHousekeeping(task)) {
      return;
    }
    long dueNs = System.nanoTime();
    if (task instanceof RunnableScheduledFuture<?> scheduled) {
      if (scheduled.isPeriodic()) {
        return;
      }
      dueNs += delayNs(scheduled);
    }
    put(task, request, Kind.QUEUED, dueNs);
  }

  // The service's own kinds of tasks are not asked.
  private static long delayNs(RunnableScheduledFuture<?> scheduled) {
    return scheduled.getClass().getClassLoader() == null
        ? Math.max(0, scheduled.getDelay(TimeUnit.NANOSECONDS))
        : 0;
  }

  private boolean put(Object task, Request request, Kind kind, long dueNs) {
    boolean kept = handovers.put(task, request, kind, dueNs);
    if (!kept) {
      ledger.failed();
    }
    return kept;
  }

  /** This thread is about to run a task of a fork-join pool that it did not queue. */
  public void inlined(Object task) {
    Request request = Slot.current().request();
    if (request != null) {
      put(task, request, Kind.INLINE, 0);
    }
  }

  /** This thread begins to run a task; told again, it goes on. */
  public void began(Object task) {
    Slot slot = Slot.current();
    Object before = slot.work();
    if (before instanceof Running running && running.task() == task) {
      return;
    }
    Handover handover = handovers.take(task);
    if (handover == null) {
      if (before != null) {
        slot.work(new Running(task, null, false, before));
      }
      return;
    }
    Request request = handover.request();
    boolean counted = handover.kind() == Kind.QUEUED;
    if (counted) {
      request.taskBegan(threads.isVirtual(Thread.currentThread()));
      long waitedNs = System.nanoTime() - handover.dueNs();
      ledger.charge(request, Column.TASK_QUEUE_NS, Math.max(0, waitedNs));
    }
    slot.work(new Running(task, request, counted, before));
  }

  /** This thread has run a task, well or not. */
  public void ended(Object task) {
    Slot slot = Slot.current();
    if (slot.work() instanceof Running running && running.task() == task) {
      end(slot, running);
    }
  }

  private void end(Slot slot, Running running) {
    slot.work(running.before());
    Request request = running.request();
    if (running.counted() && request != null) {
      request.taskEnded(threads.isVirtual(Thread.currentThread()));
    }
  }

  /** This thread, of a pool, has run what it was given, well or not. */
  public void idle() {
    Slot slot = Slot.current();
    if (slot.work() instanceof Running running && running.task() != Thread.currentThread()) {
      end(slot, running);
    }
  }

  /** A task will not run. */
  public void discarded(@Nullable Object task) {
    if (task != null) {
      handovers.take(task);
    }
  }

  /** Tasks will not run. */
  public void discarded(List<?> tasks) {
    for (Object task : tasks) {
      discarded(task);
    }
  }

  /** This thread is about to start a thread for a pool, which has a task for it, or null. */
  public void workerStarting(@Nullable Object thread, @Nullable Object task) {
    if (thread == null) {
      return;
    }
    Request request = Slot.current().request();
    if (request != null) {
      put(thread, request, Kind.WORKER, 0);
    }
    if (task != null && handovers.peek(task) != null) {
      firstTasks.put(thread, new WeakReference<>(task));
    }
  }

  /** This thread, of a pool, is about to run a task, its first perhaps. */
  public void locked() {
    WeakReference<Object> first = firstTasks.take(Thread.currentThread());
    Object task = first == null ? null : first.get();
    if (task != null) {
      began(task);
    }
  }

  /** This thread is about to start a thread, which counts as a task from now on. */
  public void threadStarting(Thread thread) {
    Request request = Slot.current().request();
    if (request == null || handovers.take(thread) != null || !threads.inherits(thread)) {
      return;
    }
    if (put(thread, request, Kind.THREAD, 0)) {
      request.taskBegan(threads.isVirtual(thread));
    }
  }

  /** A thread ends, or could not be started. */
  public void threadEnded(Thread thread) {
    Handover handover = handovers.take(thread);
    if (handover != null && handover.kind() == Kind.THREAD) {
      handover.request().taskEnded(threads.isVirtual(thread));
    }
  }
}
