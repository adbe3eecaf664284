package io.tidemark.collector.store;

import static io.tidemark.collector.store.Samples.T0;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.segment.Metric;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A hundred writers that are killed, half of them in one directory and half in another. */
@Execution(ExecutionMode.CONCURRENT)
final class StoreKillIT {
  private static final int LANES = 2;
  private static final int KILLS = 50;
  private static final int MOST_SECONDS = 400; // of samples, until it is killed
  private static final long MOST_NS = 20_000_000;
  private static final long RUN_MS = 5_400_000; // each begins that much after the one before
  private static final long MINUTE_MS = 60_000;
  private static final long SIZE = StoreSettings.MIN_BYTES;

  @TempDir private Path directory;

  /** A writer that is killed at any moment loses its last minute at most, and nothing else. */
  @Test
  void losesAMinuteAtMostHoweverOftenItIsKilled() throws Exception {
    ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    try {
      List<Future<Integer>> removed =
          Stream.of("a", "b")
              .map(name -> lanes.submit(() -> new Lane(directory.resolve(name)).run()))
              .toList();
      for (Future<Integer> each : removed) {
        int files = each.get(5, TimeUnit.MINUTES);
        assertTrue(files > 0, "it never came to its size");
      }
    } finally {
      lanes.shutdownNow();
    }
  }

  /** One directory, whose writers are killed one after the other. */
  private record Lane(Path place) {
    /** How many files were removed for want of room. */
    int run() throws Exception {
      Random random = new Random(place.getFileName().hashCode());
      long[] ends = new long[KILLS];
      for (int run = 0; run < KILLS; run++) {
        ends[run] = killed(run, random, run == 0 ? T0 : ends[run - 1]);
      }
      everythingSinceTheOldestIsThere(ends);
      return firstFile() - 1;
    }

    /** Runs a writer until it is killed, and returns the last time that it left behind. */
    private long killed(int run, Random random, long endBefore) throws Exception {
      long beginMs = T0 + run * RUN_MS;
      long givenMs = writeUntilKilled(beginMs, random);
      SampleStore store = new SampleStore(new StoreSettings(place, SIZE), System::nanoTime);
      store.open();
      assertEquals(0, troubles(store), "after kill " + run);
      long[] times = times(store, Math.max(T0, beginMs - RUN_MS), beginMs + RUN_MS);
      long endMs = times.length == 0 ? 0 : times[times.length - 1];
      long lost = givenMs - Math.max(endMs, beginMs);
      assertTrue(lost <= MINUTE_MS, () -> "lost " + lost + " ms");
      LongStream before = run == 0 ? LongStream.empty() : seconds(beginMs - RUN_MS, endBefore);
      long[] expected = LongStream.concat(before, seconds(beginMs, endMs)).toArray();
      assertArrayEquals(expected, times, "after kill " + run);
      store.closeNow();
      long bytes = bytes();
      assertTrue(bytes <= SIZE, () -> bytes + " bytes");
      return endMs;
    }

    private void everythingSinceTheOldestIsThere(long[] ends) throws Exception {
      SampleStore store = new SampleStore(new StoreSettings(place, SIZE), System::nanoTime);
      store.open();
      long oldest = -1;
      for (int run = 0; run < KILLS; run++) {
        long beginMs = T0 + run * RUN_MS;
        long[] times = times(store, beginMs, beginMs + RUN_MS);
        if (oldest < 0 && times.length > 0) {
          oldest = times[0];
        }
        long from = Math.max(beginMs, oldest);
        long[] expected = oldest < 0 ? new long[0] : seconds(from, ends[run]).toArray();
        // What is only left at a coarser resolution has fewer points.
        if (times.length < 2 || times[1] - times[0] == 1000) {
          assertArrayEquals(expected, times, "run " + run);
        }
      }
      assertTrue(oldest > 0);
      store.closeNow();
    }

    private long bytes() throws IOException {
      try (Stream<Path> files = Files.list(place)) {
        return files.mapToLong(file -> file.toFile().length()).sum();
      }
    }

    private int firstFile() throws IOException {
      try (Stream<Path> files = Files.list(place)) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.startsWith("full-"))
            .mapToInt(name -> Integer.parseInt(name.replaceAll("\\D", "")))
            .min()
            .orElseThrow();
      }
    }

    /** The time of the last snapshot that was given to the store. */
    private long writeUntilKilled(long beginMs, Random random) throws Exception {
      Process writer = start(beginMs);
      try (BufferedReader out = writer.inputReader()) {
        String last = Long.toString(beginMs);
        for (int left = 1 + random.nextInt(MOST_SECONDS); left > 0; left--) {
          last = out.readLine();
          assertTrue(last != null, "the writer ended by itself");
        }
        LockSupport.parkNanos((long) (random.nextDouble() * MOST_NS));
        // By its handle, or what it has written so far could not be read any more.
        assertTrue(ProcessHandle.of(writer.pid()).orElseThrow().destroyForcibly());
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          last = line.length() == last.length() ? line : last; // the last may be cut off
        }
        assertEquals(137, writer.waitFor());
        return Long.parseLong(last);
      } finally {
        writer.destroyForcibly();
      }
    }

    private Process start(long beginMs) throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Xshare:auto",
              "-Xmx64m",
              "-cp",
              System.getProperty("java.class.path"),
              StoreWriterMain.class.getName(),
              place.toString(),
              Long.toString(beginMs))
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    }
  }

  private static LongStream seconds(long fromMs, long toMs) {
    return LongStream.iterate(fromMs, ms -> ms <= toMs, ms -> ms + 1000);
  }

  private static long[] times(SampleStore store, long fromMs, long toMs) throws Exception {
    List<Series> series =
        store.query(new SeriesQuery(Metric.PROCESS_THREADS, Map.of(), fromMs, toMs, 1000));
    return series.isEmpty() ? new long[0] : series.get(0).timesMs();
  }

  private static double troubles(SampleStore store) {
    return store.samples(Samples.HOST).stream()
        .filter(sample -> sample.metric() == Metric.STORE_FAILURES)
        .mapToDouble(sample -> ((NumberSample) sample).value())
        .sum();
  }
}
