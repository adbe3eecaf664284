package io.tidemark.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One stage of a future that waits for its result: asked for by a request or by nobody, completed
 * within the request or outside of it, with the agent and without. {@link Stages} is the request.
 * Run: {@code bench/run stages}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StageBenchmark {
  private static final int STAGES = 1000;

  private static final String AGENT =
      "-javaagent:agent/target/tidemark-agent.jar=dir=/dev/shm/tidemark-bench,"
          + "methods=io.tidemark.bench.Stages#within(client=0)|"
          + "io.tidemark.bench.Stages#ask(client=0)";

  private final Stages stages = new Stages();

  /** As the JDK does it. */
  @Benchmark
  @Fork(3)
  @OperationsPerInvocation(STAGES)
  public int alone() {
    return stages.within("feeds", STAGES);
  }

  /** Registered, found, and no change of work. */
  @Benchmark
  @Fork(value = 3, jvmArgsAppend = AGENT)
  @OperationsPerInvocation(STAGES)
  public int withTidemark() {
    return stages.within("feeds", STAGES);
  }

  /** As the JDK does it. */
  @Benchmark
  @Fork(3)
  @OperationsPerInvocation(STAGES)
  public int elsewhereAlone() {
    return elsewhere();
  }

  /** Registered, found, and two changes of work, each with its bytes read. */
  @Benchmark
  @Fork(value = 3, jvmArgsAppend = AGENT)
  @OperationsPerInvocation(STAGES)
  public int elsewhereWithTidemark() {
    return elsewhere();
  }

  /** Nobody's, where no request has stages. */
  @Benchmark
  @Fork(value = 3, jvmArgsAppend = AGENT)
  @OperationsPerInvocation(STAGES)
  public int nobodysWithTidemark() {
    return stages.plain(STAGES);
  }

  private int elsewhere() {
    for (CompletableFuture<Integer> source : stages.ask("feeds", STAGES)) {
      source.complete(1);
    }
    return stages.sum();
  }
}
