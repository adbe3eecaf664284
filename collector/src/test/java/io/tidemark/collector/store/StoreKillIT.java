package io.tidemark.collector.store;

import static io.tidemark.collector.store.Samples.T0;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Metric;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreKillIT {
  private static final int KILLS = 100;
  private static final long RUN_MS = 3_600_000; // each begins an hour after the one before
  private static final long MINUTE_MS = 60_000;
  private static final long SIZE = StoreSettings.MIN_BYTES;

  @TempDir private Path directory;

  /** A writer that is killed at any moment loses its last minute at most, and nothing else. */
  @Test
  void losesAMinuteAtMostHoweverOftenItIsKilled() throws Exception {
    Random random = new Random(42);
    long[] ends = new long[KILLS];
    for (int run = 0; run < KILLS; run++) {
      long beginMs = T0 + run * RUN_MS;
      long givenMs = writeUntilKilled(beginMs, random.nextInt(600));
      SampleStore store = new SampleStore(new StoreSettings(directory, SIZE), System::nanoTime);
      store.open();
      assertEquals(0, troubles(store), "after kill " + run);
      long[] times = times(store, Math.max(T0, beginMs - RUN_MS), beginMs + RUN_MS);
      ends[run] = times.length == 0 ? 0 : times[times.length - 1];
      long lost = givenMs - Math.max(ends[run], beginMs);
      assertTrue(lost <= MINUTE_MS, () -> "lost " + lost + " ms");
      long[] expected =
          LongStream.concat(
                  run == 0 ? LongStream.empty() : seconds(beginMs - RUN_MS, ends[run - 1]),
                  seconds(beginMs, ends[run]))
              .toArray();
      assertArrayEquals(expected, times, "after kill " + run);
      store.closeNow();
      long bytes = bytes();
      assertTrue(bytes <= SIZE, () -> bytes + " bytes");
    }
    everythingSinceTheOldestIsThere(ends);
  }

  private static LongStream seconds(long fromMs, long toMs) {
    return LongStream.iterate(fromMs, ms -> ms <= toMs, ms -> ms + 1000);
  }

  private void everythingSinceTheOldestIsThere(long[] ends) throws Exception {
    SampleStore store = new SampleStore(new StoreSettings(directory, SIZE), System::nanoTime);
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

  private static long[] times(SampleStore store, long fromMs, long toMs) throws Exception {
    List<Series> series =
        store.query(new SeriesQuery(Metric.PROCESS_THREADS, Map.of(), fromMs, toMs, 1000));
    return series.isEmpty() ? new long[0] : series.get(0).timesMs();
  }

  private static double troubles(SampleStore store) {
    return store.samples(Samples.HOST).stream()
        .filter(sample -> sample.metric() == Metric.STORE_FAILURES)
        .map(io.tidemark.collector.sample.NumberSample.class::cast)
        .mapToDouble(io.tidemark.collector.sample.NumberSample::value)
        .sum();
  }

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** The time of the last snapshot that is known to have been given to the store. */
  private long writeUntilKilled(long beginMs, int snapshots) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                StoreWriterMain.class.getName(),
                directory.toString(),
                Long.toString(beginMs))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = writer.inputReader()) {
      long givenMs = beginMs;
      for (int i = 0; i <= snapshots; i++) {
        String line = out.readLine();
        assertTrue(line != null, "the writer ended by itself");
        givenMs = Long.parseLong(line);
      }
      writer.destroyForcibly();
      assertEquals(137, writer.waitFor());
      return givenMs;
    } finally {
      writer.destroyForcibly();
    }
  }
}
