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
 * One of the classes of the JDK by which {@code CompletableFuture} runs something when a result is
 * there. Each such stage is an object of its own. It is tried by whoever brings a result, perhaps
 * by several threads and too early; the one that claims it runs it, or hands it to its executor.
 *
 * @param className with {@code $} for a nested class
 * @param splices its places
 */
public record StageTarget(String className, List<Splice> splices) implements Change {
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";
  private static final String FIRE = "tryFire";

  /** Copies the list. */
  public StageTarget {
    splices = List.copyOf(splices);
  }

  /** Where stages are asked for, where they are claimed, and where each of them has been run. */
  public static List<StageTarget> all() {
    List<StageTarget> all = new ArrayList<>();
    all.add(
        target(
            "",
            entry("unipush", "stageRegistered", Operand.LAST),
            entry("bipush", "stageRegistered", Operand.LAST),
            entry("orpush", "stageRegistered", Operand.LAST),
            entry("completeThrowable", "threw", Operand.FIRST),
            entry("completeExceptionally", "threw", Operand.FIRST)));
    all.add(
        target(
            "$UniCompletion",
            after(
                "claim",
                "compareAndSetForkJoinTaskTag",
                "stageBegan",
                Operand.RESULT,
                Operand.THIS),
            after("claim", "execute", "stageEnded", Operand.THIS),
            thrownFrom("claim", "execute", "stageEnded", Operand.THIS)));
    for (String stage :
        List.of("UniApply", "UniAccept", "UniRun", "OrApply", "OrAccept", "OrRun")) {
      all.add(stage(stage, "claim"));
    }
    // They are claimed and run by a method of the future that they belong to.
    for (String stage :
        List.of(
            "UniWhenComplete", "UniHandle", "UniExceptionally", "BiApply", "BiAccept", "BiRun")) {
      all.add(stage(stage, Character.toLowerCase(stage.charAt(0)) + stage.substring(1)));
    }
    // They may have to wait for the future that what they ran has given them.
    for (String stage : List.of("UniCompose", "UniComposeExceptionally")) {
      all.add(stage(stage, "claim", before(FIRE, "unipush", "stageEnded", Operand.THIS)));
    }
    return List.copyOf(all);
  }

  private static StageTarget stage(String name, String claims, Splice... more) {
    List<Splice> splices = new ArrayList<>(List.of(more));
    splices.add(before(FIRE, "postFire", "stageEnded", Operand.THIS));
    splices.add(thrownFrom(FIRE, claims, "stageEnded", Operand.THIS));
    return new StageTarget(FUTURE + '$' + name, splices);
  }

  private static StageTarget target(String nested, Splice... splices) {
    return new StageTarget(FUTURE + nested, List.of(splices));
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
