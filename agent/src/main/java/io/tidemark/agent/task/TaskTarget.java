package io.tidemark.agent.task;

import static io.tidemark.agent.weave.Splice.after;
import static io.tidemark.agent.weave.Splice.before;
import static io.tidemark.agent.weave.Splice.entry;
import static io.tidemark.agent.weave.Splice.returning;
import static io.tidemark.agent.weave.Splice.thrownFrom;

import io.tidemark.agent.weave.Change;
import io.tidemark.agent.weave.Splice;
import io.tidemark.agent.weave.Splice.Operand;
import io.tidemark.agent.weave.SpliceWeaving;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes of the JDK that tasks and threads pass through, and where in them. */
public enum TaskTarget implements Change {
  /** Also the end of every scheduled executor. */
  POOL(
      "java.util.concurrent.ThreadPoolExecutor",
      entry("execute", "taskHandedOver", Operand.LAST, Operand.THIS),
      // Not in runWorker, in which threads of a pool spend their lives: code that is changed while
      // they are in there does not reach them.
      entry("getTask", "workerIdle"),
      returning("getTask", "taskBegan"),
      // For a thread that was waiting in getTask when that was changed.
      entry("beforeExecute", "taskBegan", Operand.LAST),
      entry("processWorkerExit", "workerIdle"),
      entry("reject", "taskDiscarded", Operand.TRUE, Operand.LAST),
      after("remove", "remove", "taskDiscarded", Operand.RESULT, Operand.LAST),
      returning("drainQueue", "tasksDiscarded"),
      before("addWorker", "start", "workerStarting", Operand.TOP, Operand.FIRST)),
  /** A thread of a pool, whose first task does not come from {@code getTask}. */
  WORKER("java.util.concurrent.ThreadPoolExecutor$Worker", entry("lock", "workerLocked")),
  /** Tasks to run later. */
  SCHEDULED_POOL(
      "java.util.concurrent.ScheduledThreadPoolExecutor",
      entry("delayedExecute", "taskHandedOver", Operand.LAST, Operand.THIS)),
  /** Submissions; by {@code externalSubmit} alone before Java 21. */
  FORK_JOIN_POOL(
      "java.util.concurrent.ForkJoinPool",
      entry("externalSubmit", "taskHandedOver", Operand.LAST, Operand.THIS),
      entry("poolSubmit", "taskHandedOver", Operand.LAST, Operand.THIS).optional(),
      before("schedule", "scheduleDelayedTask", "taskHandedOver", Operand.TOP, Operand.NULL)
          .optional()),
  /** Forks, and where every task of a fork-join pool runs. */
  FORK_JOIN_TASK(
      "java.util.concurrent.ForkJoinTask",
      entry("fork", "taskHandedOver", Operand.THIS, Operand.NULL),
      before("invoke", "doExec", "taskInlined", Operand.TOP),
      before("invokeAll", "doExec", "taskInlined", Operand.TOP),
      before("quietlyInvoke", "doExec", "taskInlined", Operand.TOP),
      before("doExec", "exec", "taskBegan", Operand.THIS),
      after("doExec", "exec", "taskEnded", Operand.THIS),
      before("doExec", "trySetException", "threw", Operand.TOP),
      before("doExec", "trySetException", "taskEnded", Operand.THIS)),
  /** What {@code submit} makes of a task, which keeps what the task has thrown. */
  FUTURE_TASK("java.util.concurrent.FutureTask", entry("setException", "threw", Operand.LAST)),
  /** {@code CompletableFuture.delayedExecutor}, which bypasses the above since Java 25. */
  DELAYED_EXECUTOR(
      "java.util.concurrent.CompletableFuture$DelayedExecutor",
      before("execute", "scheduleDelayedTask", "taskHandedOver", Operand.TOP, Operand.NULL)
          .optional()),
  /** Threads of the operating system. */
  THREAD(
      "java.lang.Thread",
      before("start", "start0", "threadStarting", Operand.THIS),
      thrownFrom("start", "start0", "threadEnded", Operand.THIS),
      entry("exit", "threadEnded", Operand.THIS),
      // Of virtual threads too.
      entry("dispatchUncaughtException", "threw", Operand.LAST)),
  /** Virtual threads, whose end has another name in each JDK. */
  VIRTUAL_THREAD(
      "java.lang.VirtualThread",
      before("start", "inheritScopedValueBindings", "threadStarting", Operand.THIS),
      entry("afterDone", "threadEnded", Operand.THIS).optional(),
      entry("afterTerminate", "threadEnded", Operand.THIS).optional());

  private final String className;

  @SuppressWarnings("ImmutableEnumChecker") // of List.of
  private final List<Splice> splices;

  TaskTarget(String className, Splice... splices) {
    this.className = className;
    this.splices = List.of(splices);
  }

  @Override
  public String className() {
    return className;
  }

  @Override
  public boolean jdk() {
    return true;
  }

  @Override
  public byte[] apply(byte[] classFile, @Nullable ClassLoader loader) {
    return SpliceWeaving.weave(classFile, splices);
  }
}
