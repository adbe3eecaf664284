package io.tidemark.collector.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A month, in the smallest store: every twenty minutes a sample, each a block of every level, so
 * that it takes no longer than it must; and then half a day of every second, as in service.
 */
final class MonthTest {
  private static final long SECOND_MS = 1000;
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final long DAY_MS = 24 * HOUR_MS;
  private static final long STEP_MS = 20 * MINUTE_MS;
  private static final int CLIENTS = 100;
  private static final long DENSE = Samples.T0 + 30 * DAY_MS;
  private static final long END = DENSE + 12 * HOUR_MS;
  private static final long SIZE = StoreSettings.MIN_BYTES;

  /** On tmpfs, where there is one: eight thousand writes need not wait for a disk to show this. */
  static final class SharedMemory implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
        throws IOException {
      Path tmpfs = Path.of("/dev/shm");
      return Files.isWritable(tmpfs)
          ? Files.createTempDirectory(tmpfs, "tidemark-month-")
          : Files.createTempDirectory("tidemark-month-");
    }
  }

  @TempDir(factory = SharedMemory.class)
  private Path directory;

  private final Random random = new Random(1);

  @Test
  void neverTakesMoreThanItsSizeAndForgetsTheFinestFirst() throws Exception {
    SampleStore store = new SampleStore(new StoreSettings(directory, SIZE), System::nanoTime);
    long smallest = Long.MAX_VALUE;
    for (long ms = Samples.T0; ms < DENSE; ms += STEP_MS) {
      store.keep(Samples.busy(ms, CLIENTS, random));
      if (ms % DAY_MS == 0) {
        long bytes = bounded();
        smallest = ms < Samples.T0 + 25 * DAY_MS ? smallest : Math.min(smallest, bytes);
      }
    }
    for (long ms = DENSE; ms < END; ms += SECOND_MS) {
      store.keep(Samples.busy(ms, CLIENTS, random));
      if (ms % (HOUR_MS / 4) == 0) {
        smallest = Math.min(smallest, bounded());
      }
    }
    long least = smallest;
    assertTrue(least > SIZE / 3, () -> "once only " + least + " bytes");
    finestIsForgottenFirst(store);
  }

  private void finestIsForgottenFirst(SampleStore store) throws Exception {
    long full = oldest(store, "full");
    long tens = oldest(store, "tens");
    long minutes = oldest(store, "minutes");
    assertTrue(full > DENSE, "the first of the dense hours must go, or this shows nothing");
    System.out.printf(
        "resolution of 1 s: %d h, 10 s: %d h, 60 s: %d days%n",
        (END - full) / HOUR_MS, (END - tens) / HOUR_MS, (END - minutes) / DAY_MS);
    assertTrue(full < END - 2 * HOUR_MS, () -> "full from " + (END - full) + " ms ago");
    assertTrue(tens < DENSE, () -> "tens from " + (END - tens) + " ms ago");
    assertTrue(minutes < END - 7 * DAY_MS, () -> "minutes from " + (END - minutes) + " ms ago");
    assertTrue(minutes < tens);
    assertArrayEquals(
        every(END - 2 * HOUR_MS, END, SECOND_MS), times(store, END - 2 * HOUR_MS, END, SECOND_MS));
    long coarse = full / 10_000 * 10_000 - HOUR_MS;
    assertArrayEquals(
        every(coarse + 9 * SECOND_MS, coarse + HOUR_MS, 10 * SECOND_MS),
        times(store, coarse, coarse + HOUR_MS, SECOND_MS));
    assertArrayEquals(
        every(minutes, DENSE, STEP_MS), times(store, minutes, DENSE, STEP_MS), "the days");
  }

  /** What is on the disk, which is never more than is allowed. */
  private long bounded() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      long bytes = files.mapToLong(file -> file.toFile().length()).sum();
      assertTrue(bytes <= SIZE, () -> bytes + " bytes");
      return bytes;
    }
  }

  private static long oldest(SampleStore store, String resolution) {
    return store.samples(Samples.HOST).stream()
        .filter(sample -> sample.metric() == Metric.STORE_OLDEST)
        .filter(sample -> sample.labels().equals(List.of(resolution)))
        .mapToLong(sample -> Math.round(1000 * ((NumberSample) sample).value()))
        .findFirst()
        .orElseThrow();
  }

  private static long[] every(long fromMs, long toMs, long stepMs) {
    return LongStream.iterate(fromMs, ms -> ms < toMs, ms -> ms + stepMs).toArray();
  }

  private static long[] times(SampleStore store, long fromMs, long toMs, long stepMs)
      throws Exception {
    List<Series> series =
        store.query(new SeriesQuery(Metric.PROCESS_THREADS, Map.of(), fromMs, toMs, stepMs));
    assertEquals(1, series.size());
    return series.get(0).timesMs();
  }
}
