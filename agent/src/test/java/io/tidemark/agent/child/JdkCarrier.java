package io.tidemark.agent.child;

import java.lang.reflect.InvocationTargetException;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What the JDK runs tasks by. */
@SuppressWarnings("FutureReturnValueIgnored") // tasks of these tests do not fail
public enum JdkCarrier implements Carrier {
  POOL(1, false),
  SUBMIT(1, false),
  SCHEDULED(1, false),
  /** Periodic tasks are no request's. */
  PERIODIC(0, false),
  /** An executor whose tasks are another's. */
  WRAPPED(1, false),
  FORK_JOIN(1, false),
  /** Fork-join pools schedule since Java 25. */
  FORK_JOIN_SCHEDULED(1, false, 25),
  FORK_JOIN_PERIODIC(0, false, 25),
  COMMON_POOL(1, false),
  FORK(1, false),
  ASYNC_STAGE(1, false),
  /** One task waits, and starts another. */
  DELAYED_STAGE(2, false),
  THREAD(1, false),
  THREAD_SUBCLASS(1, false),
  /** The thread of a timer is no request's. */
  TIMER(0, false),
  VIRTUAL_THREAD(1, true, 21),
  VIRTUAL_EXECUTOR(1, true, 21),
  /** Shut down on success or open, by JDK; each task in a scope of its own. */
  STRUCTURED_SCOPE(1, true, 21);

  private final int tasksPerRun;
  private final boolean virtual;
  private final int since;

  JdkCarrier(int tasksPerRun, boolean virtual) {
    this(tasksPerRun, virtual, 17);
  }

  JdkCarrier(int tasksPerRun, boolean virtual, int since) {
    this.tasksPerRun = tasksPerRun;
    this.virtual = virtual;
    this.since = since;
  }

  @Override
  public int tasksPerRun() {
    return tasksPerRun;
  }

  @Override
  public boolean virtual() {
    return virtual;
  }

  @Override
  public int since() {
    return since;
  }

  @Override
  public Executor open() throws ReflectiveOperationException {
    return switch (this) {
      case POOL -> Executors.newFixedThreadPool(2);
      case SUBMIT -> Executors.newFixedThreadPool(2)::submit;
      case SCHEDULED -> {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
        yield task -> pool.schedule(task, 1, TimeUnit.MILLISECONDS);
      }
      case PERIODIC -> {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
        yield task -> pool.scheduleAtFixedRate(task, 0, 1, TimeUnit.DAYS);
      }
      case WRAPPED -> {
        Executor pool = Executors.newFixedThreadPool(2);
        yield task -> pool.execute(() -> task.run());
      }
      case FORK_JOIN -> new ForkJoinPool(2);
      case FORK_JOIN_SCHEDULED -> {
        ScheduledExecutorService pool = scheduler(new ForkJoinPool(2));
        yield task -> pool.schedule(task, 1, TimeUnit.MILLISECONDS);
      }
      case FORK_JOIN_PERIODIC -> {
        ScheduledExecutorService pool = scheduler(new ForkJoinPool(2));
        yield task -> pool.scheduleAtFixedRate(task, 0, 1, TimeUnit.DAYS);
      }
      case COMMON_POOL -> ForkJoinPool.commonPool()::submit;
      case FORK -> task -> ForkJoinTask.adapt(task).fork();
      case ASYNC_STAGE -> CompletableFuture::runAsync;
      case DELAYED_STAGE ->
          CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, new ForkJoinPool(2));
      case THREAD -> task -> new Thread(task).start();
      case THREAD_SUBCLASS -> task -> new Own(task).start();
      case TIMER -> JdkCarrier::byTimer;
      case VIRTUAL_THREAD -> JdkCarrier::startVirtualThread;
      case VIRTUAL_EXECUTOR ->
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      case STRUCTURED_SCOPE -> StructuredScope::run;
    };
  }

  private static ScheduledExecutorService scheduler(Executor pool) {
    return (ScheduledExecutorService) pool;
  }

  // A timer that the request itself starts.
  private static void byTimer(Runnable task) {
    new Timer(true)
        .schedule(
            new TimerTask() {
              @Override
              public void run() {
                task.run();
              }
            },
            0);
  }

  private static void startVirtualThread(Runnable task) {
    try {
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (IllegalAccessException | NoSuchMethodException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A thread that does not run what {@code Thread} would. */
  private static final class Own extends Thread {
    private final Runnable task;

    Own(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      task.run();
    }
  }
}
