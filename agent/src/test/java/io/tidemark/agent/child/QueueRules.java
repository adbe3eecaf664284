package io.tidemark.agent.child;

import com.acme.Fanout;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** That executors behave as they do without the agent. */
final class QueueRules {
  private QueueRules() {}

  /** Fails when one does not. Begins 4 tasks for the client 'rules'. */
  static void check(Fanout handler) throws InterruptedException {
    handler.act("rules", QueueRules::queue);
    handler.act("rules", QueueRules::exceptions);
    handler.act("rules", QueueRules::inline);
  }

  // One task runs, one waits, and there is no room for a third.
  private static void queue() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    pool.execute( // task 1
        () -> {
          began.countDown();
          TaskChild.await(gate);
        });
    TaskChild.await(began);
    Runnable waiting = () -> expect(false, "it was removed");
    pool.execute(waiting);
    expect(pool.getQueue().peek() == waiting, "the queue holds the task itself");
    expect(pool.remove(waiting), "it can be removed");
    Future<?> cancelled = pool.submit(waiting);
    expect(cancelled.cancel(false), "it can be cancelled");
    pool.purge();
    expect(pool.getQueue().isEmpty(), "it can be purged");
    pool.execute(waiting);
    try {
      pool.execute(waiting);
      expect(false, "it is rejected");
    } catch (RejectedExecutionException e) {
      pool.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
    }
    Thread caller = Thread.currentThread();
    pool.execute(() -> expect(Thread.currentThread() == caller, "the caller runs it"));
    expect(pool.shutdownNow().equals(List.of(waiting)), "it is given back");
    gate.countDown();
  }

  private static void exceptions() {
    IllegalStateException failure = new IllegalStateException("as asked for");
    AtomicReference<@Nullable Throwable> after = new AtomicReference<>();
    AtomicReference<@Nullable Throwable> uncaught = new AtomicReference<>();
    CountDownLatch dead = new CountDownLatch(1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            task -> {
              Thread thread = new Thread(task);
              thread.setUncaughtExceptionHandler(
                  (ignored, thrown) -> {
                    uncaught.set(thrown);
                    dead.countDown();
                  });
              return thread;
            }) {
          @Override
          protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
            after.set(thrown);
          }
        };
    pool.execute( // task 2
        () -> {
          throw failure;
        });
    TaskChild.await(dead);
    expect(after.get() == failure && uncaught.get() == failure, "the same exception arrives");
    for (StackTraceElement frame : failure.getStackTrace()) {
      expect(!frame.getClassName().contains("idemark") || isTest(frame), "its stack is its own");
    }
    pool.shutdown();
  }

  private static boolean isTest(StackTraceElement frame) {
    return frame.getClassName().startsWith("io.tidemark.agent.child.");
  }

  // Run by this very thread: the first counts as no task, the other two were queued.
  private static void inline() {
    ForkJoinTask.adapt(() -> {}).invoke();
    ForkJoinTask<?> forked = ForkJoinTask.adapt(() -> {}).fork(); // task 3
    forked.join();
    IllegalArgumentException failure = new IllegalArgumentException("as asked for");
    try {
      ForkJoinPool.commonPool() // task 4
          .submit(
              (Runnable)
                  () -> {
                    throw failure;
                  })
          .join();
      expect(false, "it throws");
    } catch (RuntimeException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      expect(root instanceof IllegalArgumentException, "what it threw: " + root);
    }
  }

  private static void expect(boolean truth, String what) {
    if (!truth) {
      throw new AssertionError(what);
    }
  }
}
