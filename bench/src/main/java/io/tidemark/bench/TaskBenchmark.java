package io.tidemark.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One task that a request gives to a pool of one thread, which counts it down: without an agent,
 * with Tidemark, and with the OpenTelemetry agent, which carries a span along. {@link
 * Fanout#handle} is the request. Run: {@code bench/run tasks}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TaskBenchmark {
  private static final int TASKS = 1000;

  private static final String AGENT =
      "-javaagent:agent/target/tidemark-agent.jar=dir=/dev/shm/tidemark-bench,"
          + "methods=io.tidemark.bench.Fanout#handle(client=0)";

  private final Fanout fanout = new Fanout();
  private ExecutorService pool;

  /** Starts the pool's thread. */
  @Setup
  public void open() {
    pool = Executors.newFixedThreadPool(1);
  }

  /** Ends it. */
  @TearDown
  public void close() {
    pool.shutdown();
  }

  /** As the JDK does it. */
  @Benchmark
  @Fork(3)
  @OperationsPerInvocation(TASKS)
  public void alone() throws InterruptedException {
    fanout();
  }

  /** Handed over, counted, timed and metered. */
  @Benchmark
  @Fork(value = 3, jvmArgsAppend = AGENT)
  @OperationsPerInvocation(TASKS)
  public void withTidemark() throws InterruptedException {
    fanout();
  }

  /** Handed over with the span that it belongs to; the spans go nowhere. */
  @Benchmark
  @Fork(
      value = 3,
      jvmArgsAppend = {
        "-javaagent:bench/target/agents/opentelemetry-javaagent.jar",
        "-Dotel.traces.exporter=none",
        "-Dotel.metrics.exporter=none",
        "-Dotel.logs.exporter=none",
        "-Dotel.instrumentation.methods.include=io.tidemark.bench.Fanout[handle]"
      })
  @OperationsPerInvocation(TASKS)
  public void withOpenTelemetry() throws InterruptedException {
    fanout();
  }

  // All tasks first and then all of their runs, so that both costs show and not their overlap.
  private void fanout() throws InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(TASKS);
    pool.execute(() -> await(gate));
    fanout.handle("feeds", pool, TASKS, done);
    gate.countDown();
    await(done);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
