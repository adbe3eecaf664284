package io.tidemark.agent.child;

import com.acme.Fanout;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stages of {@code CompletableFuture}, whose results one thread brings that works for nobody or for
 * a client of its own. A stage that is no task gives its task to a pool.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks of these tests do not fail
public enum StageCarrier implements Carrier {
  STAGE_APPLY,
  STAGE_ACCEPT,
  STAGE_RUN,
  STAGE_WHEN_COMPLETE,
  STAGE_HANDLE,
  STAGE_EXCEPTIONALLY,
  STAGE_COMPOSE,
  STAGE_EXCEPTIONALLY_COMPOSE,
  STAGE_COMBINE,
  STAGE_ACCEPT_BOTH,
  STAGE_AFTER_BOTH,
  STAGE_APPLY_EITHER,
  STAGE_ACCEPT_EITHER,
  STAGE_AFTER_EITHER,
  /** Through stages that pass results on. */
  STAGE_ALL_AND_ANY,
  /** Each waits for another result of the thread. */
  STAGE_CHAIN,
  /** Some have nothing to do. */
  STAGE_SKIPPED,
  /** In an executor that runs it at once. */
  STAGE_DIRECT,
  STAGE_COMMON_POOL,
  STAGE_APPLY_ASYNC,
  STAGE_HANDLE_ASYNC,
  STAGE_COMPOSE_ASYNC,
  STAGE_COMBINE_ASYNC,
  STAGE_EITHER_ASYNC,
  STAGE_EXCEPTIONALLY_ASYNC;

  private static final ExecutorService POOL = Executors.newFixedThreadPool(4);
  private static final Fanout FANOUT = new Fanout();
  private static final LinkedBlockingQueue<Runnable> RESULTS = new LinkedBlockingQueue<>();
  private static final AtomicInteger BROUGHT = new AtomicInteger();
  private static final Thread COMPLETER = new Thread(StageCarrier::bring, "completer");

  static {
    COMPLETER.setDaemon(true);
    COMPLETER.start();
  }

  @Override
  public int tasksPerRun() {
    return 1;
  }

  @Override
  public Executor open() {
    return this::run;
  }

  private void run(Runnable task) {
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> other = new CompletableFuture<>();
    register(source, other, task, () -> POOL.execute(task));
    RESULTS.add(
        () -> {
          if (name().startsWith("STAGE_EXCEPTIONALLY")) {
            source.completeExceptionally(new IllegalStateException("as asked for"));
          } else {
            source.complete("first");
          }
          other.complete("second");
        });
  }

  private void register(
      CompletableFuture<String> source,
      CompletableFuture<String> other,
      Runnable task,
      Runnable handsOver) {
    switch (this) {
      case STAGE_APPLY -> source.thenApply(result -> after(handsOver));
      case STAGE_ACCEPT -> source.thenAccept(result -> handsOver.run());
      case STAGE_RUN -> source.thenRun(handsOver);
      case STAGE_WHEN_COMPLETE -> source.whenComplete((result, failure) -> handsOver.run());
      case STAGE_HANDLE -> source.handle((result, failure) -> after(handsOver));
      case STAGE_EXCEPTIONALLY -> source.exceptionally(failure -> after(handsOver));
      case STAGE_COMPOSE -> source.thenCompose(result -> later(handsOver));
      case STAGE_EXCEPTIONALLY_COMPOSE -> source.exceptionallyCompose(failure -> later(handsOver));
      case STAGE_COMBINE -> source.thenCombine(other, (one, two) -> after(handsOver));
      case STAGE_ACCEPT_BOTH -> other.thenAcceptBoth(source, (one, two) -> handsOver.run());
      case STAGE_AFTER_BOTH -> source.runAfterBoth(other, handsOver);
      case STAGE_APPLY_EITHER -> source.applyToEither(other, result -> after(handsOver));
      case STAGE_ACCEPT_EITHER -> other.acceptEither(source, result -> handsOver.run());
      case STAGE_AFTER_EITHER -> other.runAfterEither(source, handsOver);
      case STAGE_ALL_AND_ANY ->
          CompletableFuture.allOf(source.copy(), CompletableFuture.anyOf(other, never()))
              .thenRun(handsOver);
      case STAGE_CHAIN ->
          source
              .thenApply(result -> result + " result")
              .thenCompose(result -> later(() -> {}))
              .thenCombine(other, (one, two) -> one + two)
              .whenComplete((result, failure) -> handsOver.run());
      case STAGE_SKIPPED ->
          source
              .thenApply(StageCarrier::fail)
              .thenRun(handsOver)
              .exceptionally(failure -> null)
              .exceptionally(failure -> null)
              .thenRun(handsOver);
      case STAGE_DIRECT -> source.thenRunAsync(handsOver, Runnable::run);
      case STAGE_COMMON_POOL -> source.thenRunAsync(task);
      case STAGE_APPLY_ASYNC -> source.thenApplyAsync(result -> after(task), POOL);
      case STAGE_HANDLE_ASYNC -> source.handleAsync((result, failure) -> after(task), POOL);
      case STAGE_COMPOSE_ASYNC -> source.thenComposeAsync(result -> later(task), POOL);
      case STAGE_COMBINE_ASYNC -> source.thenCombineAsync(other, (one, two) -> after(task), POOL);
      case STAGE_EITHER_ASYNC -> source.runAfterEitherAsync(other, task, POOL);
      case STAGE_EXCEPTIONALLY_ASYNC -> source.exceptionallyAsync(failure -> after(task), POOL);
    }
  }

  private static CompletableFuture<String> never() {
    return new CompletableFuture<>();
  }

  private static String after(Runnable action) {
    action.run();
    return "done";
  }

  // A future that the thread brings too, and that is waited for.
  private static CompletableFuture<String> later(Runnable action) {
    CompletableFuture<String> future = new CompletableFuture<>();
    RESULTS.add(() -> future.complete("later"));
    return future.whenComplete((result, failure) -> action.run());
  }

  static String fail(String result) {
    throw new CompletionException(result, null);
  }

  // Every other time for a client of its own, which starts one task as soon as it has.
  private static void bring() {
    try {
      for (Runnable next = RESULTS.take(); !(next instanceof Last); next = RESULTS.take()) {
        Runnable result = next;
        if (BROUGHT.getAndIncrement() % 2 == 0) {
          bring(result);
        } else {
          FANOUT.act("completer", () -> bring(result));
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void bring(Runnable result) {
    result.run();
    POOL.execute(() -> {});
  }

  /** The one thread brings a result. */
  static void elsewhere(Runnable result) {
    RESULTS.add(result);
  }

  /** Waits for all tasks, and says how many results were brought for the client 'completer'. */
  static int finish() throws InterruptedException {
    RESULTS.add(new Last());
    COMPLETER.join();
    POOL.shutdown();
    if (!POOL.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("tasks of stages are left");
    }
    return BROUGHT.get() / 2;
  }

  private record Last() implements Runnable {
    @Override
    public void run() {}
  }
}
