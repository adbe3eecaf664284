package io.tidemark.collector.store;

import static io.tidemark.collector.store.Samples.T0;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.netns.Program;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a store's way, and goes away again: on file systems that the test mounts. */
final class StoreTroubleTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long HOUR_MS = 3_600_000;
  private static final String AGAIN = "samples are kept again";

  @TempDir private Path directory;
  private final List<String> said = new ArrayList<>();
  private final Random random = new Random(5);
  private boolean mounted;
  private long nowMs = T0;

  /** Time goes on by the samples, so that the minute until it is tried again passes with them. */
  private SampleStore store() {
    SampleStore store =
        new SampleStore(
            new StoreSettings(directory, StoreSettings.MIN_BYTES),
            () -> (nowMs - T0) / 1000 * SECOND_NS,
            said::add);
    store.open();
    return store;
  }

  private void keep(SampleStore store, int seconds, int clients) {
    for (int second = 0; second < seconds; second++, nowMs += 1000) {
      store.keep(Samples.busy(nowMs, clients, random));
    }
  }

  private void mount(String options) throws IOException {
    Program.requireNamespaces(); // whoever may make those may mount
    Program.run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
    mounted = true;
  }

  private void remount(String options) throws IOException {
    Program.run("mount", "-o", "remount," + options, directory.toString());
  }

  @AfterEach
  void unmount() throws IOException {
    if (mounted) {
      Program.run("umount", "-l", directory.toString());
    }
  }

  private static long[] times(SampleStore store, long fromMs, long toMs) throws Exception {
    List<Series> series =
        store.query(new SeriesQuery(Metric.PROCESS_THREADS, Map.of(), fromMs, toMs, 1000));
    return series.isEmpty() ? new long[0] : series.get(0).timesMs();
  }

  private static long[] seconds(long fromMs, long toMs) {
    return LongStream.iterate(fromMs, ms -> ms < toMs, ms -> ms + 1000).toArray();
  }

  private static double figure(SampleStore store, Metric metric, String... labels) {
    return store.samples(Samples.HOST).stream()
        .filter(sample -> sample.metric() == metric && sample.labels().equals(List.of(labels)))
        .mapToDouble(sample -> ((NumberSample) sample).value())
        .findFirst()
        .orElse(-1);
  }

  @Test
  void aFullDiskIsSaidOnceAndWhatItHasCanBeReadAndItGoesOnWhenThereIsRoom() throws Exception {
    mount("size=640k");
    SampleStore store = store();
    while (figure(store, Metric.STORE_FAILURES, "write") == 0) {
      keep(store, 1, 300);
      assertTrue(nowMs < T0 + HOUR_MS, "the disk never became full");
    }
    long fullMs = nowMs;
    assertTrue(said.get(0).endsWith("No space left on device; make room there"), said::toString);
    keep(store, 600, 300);
    assertEquals(1, said.size(), said::toString);
    assertEquals(-1, figure(store, Metric.STORE_SIZE));
    assertTrue(figure(store, Metric.STORE_DROPPED, "not_written") >= 500);
    long[] before = times(store, T0, fullMs);
    assertArrayEquals(seconds(T0, T0 + before.length * 1000L), before);
    assertTrue(before.length >= 30, () -> before.length + " seconds");

    remount("size=64m");
    long roomMs = nowMs;
    keep(store, 180, 300);
    assertEquals(List.of(said.get(0), AGAIN), said);
    assertArrayEquals(seconds(roomMs + 90_000, nowMs), times(store, roomMs + 90_000, nowMs));
    assertArrayEquals(before, times(store, T0, fullMs));
    assertTrue(figure(store, Metric.STORE_SIZE) > 0);
    store.closeNow();
  }

  @Test
  void aReadOnlyDirectoryIsReadAndIsWrittenWhenItCanBe() throws Exception {
    mount("size=64m");
    SampleStore filled = store();
    keep(filled, 60, 5);
    filled.closeNow();
    remount("ro");
    SampleStore store = store();
    keep(store, 300, 5);
    assertEquals(
        List.of(
            "samples are not kept, tried again every minute: cannot write %s: %s: Read-only file system; name a volume that can be written with --store, or 'off'"
                .formatted(directory, directory.resolve("lock"))),
        said);
    assertArrayEquals(seconds(T0, T0 + 60_000), times(store, T0, T0 + 60_000));
    StoreLook look = StoreLook.at(new StoreSettings(directory, StoreSettings.MIN_BYTES));
    assertEquals(directory + ": Read-only file system", look.trouble());
    remount("rw");
    keep(store, 120, 5);
    assertEquals(AGAIN, said.get(1));
    assertArrayEquals(seconds(nowMs - 30_000, nowMs), times(store, nowMs - 30_000, nowMs));
    store.closeNow();
  }

  @Test
  void filesOfANewerVersionAreLeftAloneUntilTheyAreGone() throws Exception {
    Path file = directory.resolve("full-000000001.mv");
    try (org.h2.mvstore.MVStore newer = org.h2.mvstore.MVStore.open(file.toString())) {
      newer.setStoreVersion(Shard.FORMAT + 1);
    }
    SampleStore store = store();
    keep(store, 300, 5);
    String wrong = file + " has format 2, this collector knows 1";
    String cure = "run the newer version, or name another directory with --store";
    assertEquals(
        List.of("samples are not kept, tried again every minute: " + wrong + "; " + cure), said);
    assertEquals(
        new StoreLook(Files.size(file) + Files.size(directory.resolve("lock")), wrong, cure),
        StoreLook.at(new StoreSettings(directory, StoreSettings.MIN_BYTES)));
    Files.delete(file);
    keep(store, 120, 5);
    assertEquals(AGAIN, said.get(1));
    store.closeNow();
  }

  @Test
  void aFileThatIsCutOffWhileItIsWrittenIsSetAside() throws Exception {
    SampleStore store = store();
    keep(store, 120, 5);
    for (Path file : files()) {
      Files.write(file, new byte[9_000]);
    }
    keep(store, 300, 5);
    store.closeNow();
    SampleStore after = store();
    keep(after, 120, 5);
    assertArrayEquals(seconds(nowMs - 60_000, nowMs), times(after, nowMs - 60_000, nowMs));
    assertTrue(said.size() <= 4, said::toString);
    after.closeNow();
  }

  /** Every half minute the clock goes a year ahead, or comes back. */
  @Test
  void aClockThatJumpsBackAndForthCostsNeitherTheStoreItsBoundsNorTheNewestTheirPlace()
      throws Exception {
    SampleStore store = store();
    for (int jump = 0; jump < 300; jump++) {
      keep(store, 45, 3);
      nowMs += jump % 2 == 0 ? 365 * 24 * HOUR_MS : -365 * 24 * HOUR_MS;
    }
    keep(store, 120, 3);
    assertArrayEquals(seconds(nowMs - 120_000, nowMs), times(store, nowMs - 120_000, nowMs));
    assertEquals(List.of(), said);
    assertTrue(files().size() <= 3 * (Shards.MAX_FILES + 1), () -> "many files");
    long bytes = bytes();
    assertTrue(bytes <= StoreSettings.MIN_BYTES, () -> bytes + " bytes");
    store.closeNow();
    SampleStore again = store();
    assertArrayEquals(seconds(nowMs - 120_000, nowMs), times(again, nowMs - 120_000, nowMs));
    again.closeNow();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".mv")).toList();
    }
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
