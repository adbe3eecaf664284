package io.tidemark.collector.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MonthTest {
  private static final long MINUTE_MS = 60_000;
  private static final long DAY_MS = 24 * 60 * MINUTE_MS;
  private static final long STEP_MS = 10 * MINUTE_MS;
  private static final int DAYS = 31;

  @TempDir private Path directory;

  /** A sample every ten minutes, each a block, so that it takes no longer than it must. */
  @Test
  void neverTakesMoreThanItsSizeInAMonth() throws Exception {
    StoreSettings settings = new StoreSettings(directory, StoreSettings.MIN_BYTES);
    SampleStore store = new SampleStore(settings, System::nanoTime);
    Random random = new Random(1);
    long least = Long.MAX_VALUE;
    for (long ms = 0; ms < DAYS * DAY_MS; ms += STEP_MS) {
      store.keep(Samples.busy(Samples.T0 + ms, 400, random));
      if (ms % DAY_MS == 0) {
        long bytes = bytes();
        assertTrue(bytes <= settings.sizeBytes(), () -> bytes + " bytes");
        least = ms < 7 * DAY_MS ? least : Math.min(least, bytes);
      }
    }
    long smallest = least;
    assertTrue(smallest > settings.sizeBytes() / 3, () -> "once only " + smallest + " bytes");
    long end = Samples.T0 + DAYS * DAY_MS;
    List<Series> series =
        store.query(
            new SeriesQuery(
                Metric.PROCESS_THREADS, Map.of(), end - DAYS * DAY_MS, end, 60 * MINUTE_MS));
    assertEquals(1, series.size());
    long[] times = series.get(0).timesMs();
    assertTrue(times[times.length - 1] >= end - STEP_MS);
    assertTrue(times[0] < end - 2 * DAY_MS, () -> "begins " + (end - times[0]) + " ms ago");
    for (int i = 1; i < times.length; i++) {
      assertTrue(times[i] - times[i - 1] <= 60 * MINUTE_MS, "a gap before " + times[i]);
    }
  }

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
