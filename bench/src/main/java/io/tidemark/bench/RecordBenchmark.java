package io.tidemark.bench;

import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Row;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Counting one request, as the agent does it, beside one atomic increment. All threads count on one
 * row, which is the worst case. Run: {@code bench/run jmh}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RecordBenchmark {
  private static final String CLIENT = "new-indexer";
  private static final String HANDLER = "dataplane.Posts/GetPostRecord";

  private final AtomicLong atomic = new AtomicLong();
  private SegmentDirectory directory;
  private SegmentWriter writer;
  private Row row;

  /** Creates a segment with as many stripes as the agent would. */
  @Setup
  public void create() throws IOException {
    directory = new SegmentDirectory(Files.createTempDirectory(Path.of("/dev/shm"), "bench"));
    directory.prepare(false);
    writer =
        SegmentWriter.create(
            directory,
            SegmentLayout.fitting(8 << 20, 256, 128, 2),
            new SegmentIdentity("bench", "0", "17", ProcessHandle.current().pid(), 0));
    row = writer.row(writer.client(CLIENT), writer.handler(RpcSystem.GRPC, HANDLER));
  }

  /** Removes it. */
  @TearDown
  public void delete() throws IOException {
    writer.close();
    directory.delete(writer.path());
    Files.delete(directory.path());
  }

  @Benchmark
  @Threads(1)
  public long atomicIncrement1() {
    return atomic.incrementAndGet();
  }

  @Benchmark
  @Threads(2)
  public long atomicIncrement2() {
    return atomic.incrementAndGet();
  }

  @Benchmark
  @Threads(1)
  public void counter1() {
    writer.add(row, Column.STARTED, 1);
  }

  @Benchmark
  @Threads(2)
  public void counter2() {
    writer.add(row, Column.STARTED, 1);
  }

  @Benchmark
  @Threads(1)
  public void request1() {
    request(12, 250_000);
  }

  @Benchmark
  @Threads(2)
  public void request2() {
    request(12, 250_000);
  }

  private void request(long items, long elapsedNs) {
    Row found = writer.row(writer.client(CLIENT), writer.handler(RpcSystem.GRPC, HANDLER));
    writer.add(found, Column.STARTED, 1);
    writer.add(found, Column.ITEMS, items);
    writer.add(found, Column.REQUEST_BYTES, 40 * items);
    writer.record(found, Histogram.ITEMS, items);
    writer.record(found, Histogram.REQUEST_BYTES, 40 * items);
    writer.add(found, Column.DURATION_NS, elapsedNs);
    writer.record(found, Histogram.DURATION, Histogram.durationTicks(elapsedNs));
    writer.add(found, Column.ENDED, 1);
  }
}
