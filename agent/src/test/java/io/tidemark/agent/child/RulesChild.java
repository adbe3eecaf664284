package io.tidemark.agent.child;

import com.acme.Fanout;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Prints what a service can see of its executors, so that runs with and without can be compared.
 */
public final class RulesChild {
  private static final Fanout FANOUT = new Fanout();

  private RulesChild() {}

  /** Runs {@link QueueRules} too, which knows what to expect. */
  public static void main(String[] arguments) throws Exception {
    QueueRules.check(FANOUT);
    FANOUT.act("rules", RulesChild::identity);
    FANOUT.act("rules", RulesChild::interruption);
    FANOUT.act("rules", RulesChild::stacks);
    FANOUT.act("rules", RulesChild::scheduled);
    FANOUT.act("rules", RulesChild::events);
    Handshake.await();
    System.exit(0);
  }

  private static void identity() {
    List<Runnable> given = new ArrayList<>();
    List<Runnable> before = new ArrayList<>();
    List<Runnable> after = new ArrayList<>();
    LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, queue) {
          @Override
          protected void beforeExecute(Thread thread, Runnable task) {
            before.add(task);
          }

          @Override
          protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
            after.add(task);
          }
        };
    CountDownLatch gate = new CountDownLatch(1);
    given.add(() -> TaskChild.await(gate));
    given.add(() -> {});
    given.add(RulesChild::nothing);
    given.forEach(pool::execute);
    print("queue", pool.getQueue() == queue, List.copyOf(queue).equals(given.subList(1, 3)));
    print("pool", pool.toString().substring(pool.toString().indexOf('[')));
    gate.countDown();
    finish(pool);
    print("identity", before.equals(given), after.equals(given), pool.getCompletedTaskCount());
    try {
      pool.execute(RulesChild::nothing);
    } catch (RejectedExecutionException e) {
      print("rejected", e.getClass(), e.getCause(), frames(e));
    }
  }

  private static void nothing() {}

  private static void interruption() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Future<?> running =
        pool.submit(
            () -> {
              began.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
    Future<?> waiting = pool.submit(RulesChild::nothing);
    TaskChild.await(began);
    print("cancel", waiting.cancel(true), running.cancel(true), running.isCancelled());
    TaskChild.await(interrupted);
    print("shutdown", pool.shutdownNow().equals(List.of(waiting)) || waiting.isDone());
  }

  // The service's own frames and the JDK's, and no others.
  private static void stacks() {
    List<String> seen = new ArrayList<>();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    pool.execute(() -> seen.add(frames(new Throwable())));
    finish(pool);
    CountDownLatch done = new CountDownLatch(1);
    ForkJoinPool.commonPool()
        .execute(
            () -> {
              String frames = frames(new Throwable());
              // How its worker came by it is the scheduler's affair.
              seen.add(frames.substring(0, frames.indexOf("doExec")));
              done.countDown();
            });
    TaskChild.await(done);
    seen.forEach(stack -> print("stack", stack));
  }

  private static void scheduled() {
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    Future<?> once = pool.schedule(RulesChild::nothing, 1, TimeUnit.DAYS);
    Future<?> periodic = pool.scheduleAtFixedRate(RulesChild::nothing, 1, 1, TimeUnit.DAYS);
    print("scheduled", List.copyOf(pool.getQueue()).equals(List.of(once, periodic)));
    print("removed", pool.remove((Runnable) once), pool.shutdownNow().equals(List.of(periodic)));
  }

  private static void events() {
    DefaultEventExecutor executor = new DefaultEventExecutor();
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch began = new CountDownLatch(1);
    executor.execute(
        () -> {
          began.countDown();
          TaskChild.await(gate);
        });
    TaskChild.await(began);
    Future<?> waiting = executor.submit(RulesChild::nothing);
    print("events", waiting.cancel(false), executor.pendingTasks());
    IllegalStateException failure = new IllegalStateException("as asked for");
    io.netty.util.concurrent.Future<?> failing =
        executor.submit(
            () -> {
              throw failure;
            });
    gate.countDown();
    print("failed", failing.awaitUninterruptibly().cause() == failure, frames(failure));
    executor.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    try {
      executor.execute(RulesChild::nothing);
    } catch (RejectedExecutionException e) {
      print("rejected", e.getMessage(), frames(e));
    }
  }

  private static void finish(ThreadPoolExecutor pool) {
    pool.shutdown();
    try {
      print("terminated", pool.awaitTermination(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // Without line numbers of generated classes.
  private static String frames(Throwable thrown) {
    return String.join(
        " < ",
        Arrays.stream(thrown.getStackTrace())
            .map(frame -> frame.getClassName() + '.' + frame.getMethodName())
            .toList());
  }

  private static void print(String what, @Nullable Object... facts) {
    System.out.println(what + ' ' + Arrays.toString(facts));
  }
}
