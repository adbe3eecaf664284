package io.tidemark.agent.task;

import static io.tidemark.agent.weave.Splice.after;
import static io.tidemark.agent.weave.Splice.before;
import static io.tidemark.agent.weave.Splice.entry;
import static io.tidemark.agent.weave.Splice.thrownFrom;

import io.tidemark.agent.weave.Change;
import io.tidemark.agent.weave.Splice;
import io.tidemark.agent.weave.Splice.Operand;
import io.tidemark.agent.weave.SpliceWeaving;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class of Netty's event executors, which have a queue and a loop of their own: in Netty itself,
 * or in the copy of it that {@code grpc-netty-shaded} brings.
 *
 * @param className with the copy's prefix
 * @param splices its places
 */
record NettyTarget(String className, List<Splice> splices) implements Change {
  private static final List<String> COPIES = List.of("", "io.grpc.netty.shaded.");
  private static final String PACKAGE = "io.netty.util.concurrent.";

  /** Copies the list. */
  NettyTarget {
    splices = List.copyOf(splices);
  }

  /** In Netty and its copy. */
  static List<Change> all() {
    List<Change> all = new ArrayList<>();
    for (String copy : COPIES) {
      all.add(
          target(
              copy + "SingleThreadEventExecutor",
              entry("addTask", "eventTaskHandedOver", Operand.LAST),
              before("addTask", "reject", "taskDiscarded", Operand.TRUE, Operand.LAST),
              after("execute", "removeTask", "taskDiscarded", Operand.RESULT, Operand.FIRST)));
      all.add(
          target(
              copy + "AbstractEventExecutor",
              before("runTask", "run", "eventTaskBegan", Operand.TOP),
              after("runTask", "run", "taskEnded", Operand.FIRST),
              thrownFrom("runTask", "run", "threw", Operand.TOP),
              thrownFrom("runTask", "run", "taskEnded", Operand.FIRST)));
      // One object passes the queue twice, once to be told when it is due.
      all.add(
          target(
              copy + "AbstractScheduledEventExecutor",
              before("schedule", "schedule", "eventTaskScheduled", Operand.TOP, Operand.FIRST)));
      all.add(
          target(
              copy + "ScheduledFutureTask",
              before("run", "runTask", "taskBegan", Operand.THIS),
              after("run", "runTask", "taskEnded", Operand.THIS),
              before("run", "setFailureInternal", "threw", Operand.TOP),
              before("run", "setFailureInternal", "taskEnded", Operand.THIS)));
    }
    return all;
  }

  private static NettyTarget target(String name, Splice... splices) {
    int simple = name.lastIndexOf('.') + 1;
    return new NettyTarget(
        name.substring(0, simple) + PACKAGE + name.substring(simple), List.of(splices));
  }

  @Override
  public byte[] apply(byte[] classFile, @Nullable ClassLoader loader) {
    return SpliceWeaving.weave(classFile, splices);
  }
}
