package io.tidemark.agent.task;

import io.tidemark.agent.hold.SideTable;
import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Request;
import io.tidemark.agent.record.Slot;
import io.tidemark.agent.record.VirtualThreads;
import io.tidemark.agent.record.Work;
import io.tidemark.agent.task.Handover.Kind;
import io.tidemark.segment.Column;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
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
  private final TaskKinds kinds = new TaskKinds();
  private final ThreadKinds threads = new ThreadKinds(kinds);
  private final VirtualScheduler scheduler = VirtualScheduler.find();

  public TaskRecorder(Ledger ledger) {
    this.ledger = ledger;
  }

  /** From now on threads work for the request that they were started for. */
  public void start() {
    Slot.inherit(this::inherited);
  }

  private @Nullable Work inherited(Thread thread) {
    Handover handover = handovers.peek(thread);
    return handover == null || handover.kind() != Kind.THREAD ? null : handover;
  }

  /**
   * This thread gives a task to a pool, to run once.
   *
   * @param pool a pool of the JDK; null for any other
   */
  public void handedOver(@Nullable Object task, @Nullable Object pool) {
    if (task == null || !scheduler.admits(pool)) {
      return;
    }
    Slot slot = Slot.current();
    Request request = slot.request();
    if (request == null || kinds.of(task) == TaskKinds.Kind.SHARED) {
      return;
    }
    long dueNs = System.nanoTime();
    slot.passing(dueNs);
    if (task instanceof RunnableScheduledFuture<?> scheduled) {
      if (scheduled.isPeriodic()) {
        return;
      }
      dueNs += delayNs(scheduled);
    }
    put(task, request, Pools.isUnlimited(pool) ? Kind.AT_ONCE : Kind.QUEUED, dueNs);
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

  /** This thread gives a task to an event executor of Netty. */
  public void eventHandedOver(Object task) {
    Request request = Slot.current().request();
    // What is scheduled passes here too, and is told by eventScheduled.
    if (request == null || task instanceof ScheduledFuture) {
      return;
    }
    switch (kinds.ofEvent(task)) {
      case OWN -> put(task, request, Kind.QUEUED, System.nanoTime());
      case STEP -> put(task, request, Kind.INLINE, 0);
      case SHARED -> {}
    }
  }

  /** This thread gives a command to an event executor of Netty, to run once and later. */
  public void eventScheduled(Object task, Object command) {
    Request request = Slot.current().request();
    // Timeouts that Netty sets itself are its connections', which outlive the request.
    if (request != null
        && task instanceof ScheduledFuture<?> scheduled
        && kinds.ofEvent(command) == TaskKinds.Kind.OWN) {
      long delayNs = Math.max(0, scheduled.getDelay(TimeUnit.NANOSECONDS));
      put(task, request, Kind.QUEUED, System.nanoTime() + delayNs);
    }
  }

  /** An event executor of Netty begins to run what it has taken from its queue. */
  public void eventBegan(Object task) {
    // What is scheduled comes a first time only to be put aside.
    if (!(task instanceof ScheduledFuture) && kinds.ofEvent(task) != TaskKinds.Kind.SHARED) {
      began(task);
    }
  }

  /** This thread begins to run a task; told again, it goes on. */
  public void began(Object task) {
    if (runnerOf(Slot.current().work()) != task) {
      began(task, task);
    }
  }

  /** This thread begins to run a task, and will have ended it when it has ended the runner. */
  public void began(Object task, Object runner) {
    Slot slot = Slot.current();
    Object before = slot.work();
    Handover handover = handovers.take(task);
    if (handover == null) {
      if (before == null) {
        slot.unrelated();
      } else {
        slot.work(new Unrelated(runner, before));
      }
      return;
    }
    Request request = handover.request();
    long nowNs = System.nanoTime();
    if (handover.kind().isPooled()) {
      request.taskBegan(
          VirtualThreads.isVirtual(Thread.currentThread()), handover.kind().isUnlimited());
      ledger.charge(request, Column.TASK_QUEUE_NS, Math.max(0, nowNs - handover.dueNs()));
    }
    handover.run(runner, before);
    slot.work(handover, nowNs);
  }

  /** This thread has run a task, well or not. */
  public void ended(Object task) {
    ended(task, false);
  }

  /**
   * This thread has run a task, well or not.
   *
   * @param pooled it does nothing but tasks, and says when it begins the next
   */
  public void ended(Object task, boolean pooled) {
    Slot slot = Slot.current();
    Object work = slot.work();
    if (work instanceof Handover handover && handover.runner() == task) {
      Request request = handover.request();
      if (request.isLongOver()) {
        slot.forget();
      }
      if (pooled && handover.before() == null) {
        slot.restUntilTold();
      } else {
        slot.work(handover.before());
      }
      if (handover.kind().isPooled()) {
        request.taskEnded(
            VirtualThreads.isVirtual(Thread.currentThread()), handover.kind().isUnlimited());
      }
    } else if (work instanceof Unrelated unrelated && unrelated.runner() == task) {
      slot.work(unrelated.before());
    }
  }

  /** This thread, of a pool, has run what it was given, well or not. */
  public void idle() {
    Object runner = runnerOf(Slot.current().work());
    if (runner != null) {
      ended(runner, true);
    }
  }

  private static @Nullable Object runnerOf(@Nullable Object work) {
    if (work instanceof Handover handover) {
      return handover.runner();
    }
    return work instanceof Unrelated unrelated ? unrelated.runner() : null;
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
      request.taskBegan(VirtualThreads.isVirtual(thread), true);
    }
  }

  /** A thread ends, or could not be started. */
  public void threadEnded(Thread thread) {
    Handover handover = handovers.peek(thread);
    if (handover == null) {
      return;
    }
    // Its slot finds the request by the handover, if it has not yet.
    if (handover.kind() == Kind.THREAD && Thread.currentThread() == thread) {
      Slot.current().end();
    }
    if (handovers.take(thread) != null && handover.kind() == Kind.THREAD) {
      handover.request().taskEnded(VirtualThreads.isVirtual(thread), true);
    }
  }
}
