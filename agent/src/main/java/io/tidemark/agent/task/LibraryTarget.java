package io.tidemark.agent.task;

import static io.tidemark.agent.weave.Splice.after;
import static io.tidemark.agent.weave.Splice.before;

import io.tidemark.agent.weave.Change;
import io.tidemark.agent.weave.Splice;
import io.tidemark.agent.weave.Splice.Operand;
import io.tidemark.agent.weave.SpliceWeaving;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes of libraries that run tasks of a queue of their own. */
public enum LibraryTarget implements Change {
  /** The scheduler behind Kotlin's {@code Dispatchers.Default} and {@code IO}. */
  KOTLIN_SCHEDULER(
      "kotlinx.coroutines.scheduling.CoroutineScheduler",
      new Splice(
          "createTask",
          Splice.Place.RETURN,
          "",
          List.of(Operand.TOP, Operand.NULL),
          "taskHandedOver",
          true),
      before("runSafely", "run", "taskBegan", Operand.FIRST),
      after("runSafely", "run", "taskEnded", Operand.FIRST),
      // Where what it has thrown is caught.
      before("runSafely", "currentThread", "taskEnded", Operand.FIRST)),
  /** Guava's sequential executor, whose one worker runs the tasks of whoever comes. */
  GUAVA_SEQUENTIAL(
      "com.google.common.util.concurrent.SequentialExecutor",
      before("execute", "add", "taskHandedOver", Operand.TOP, Operand.NULL)),
  /** Its worker, which has no name for the task that it runs but a field. */
  GUAVA_SEQUENTIAL_WORKER(
      "com.google.common.util.concurrent.SequentialExecutor$QueueWorker",
      before("workOnQueue", "run", "queuedTaskBegan", Operand.TOP, Operand.THIS),
      after("workOnQueue", "run", "taskEnded", Operand.THIS),
      // Where what it has thrown is caught, to be logged.
      before("workOnQueue", "log", "taskEnded", Operand.THIS));

  private final String className;

  @SuppressWarnings("ImmutableEnumChecker") // of List.of
  private final List<Splice> splices;

  LibraryTarget(String className, Splice... splices) {
    this.className = className;
    this.splices = List.of(splices);
  }

  /** These and Netty's. */
  public static List<Change> all() {
    List<Change> all = new ArrayList<>(List.of(values()));
    all.addAll(NettyTarget.all());
    return all;
  }

  @Override
  public String className() {
    return className;
  }

  @Override
  public byte[] apply(byte[] classFile, @Nullable ClassLoader loader) {
    return SpliceWeaving.weave(classFile, splices);
  }
}
