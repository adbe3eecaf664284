package io.tidemark.collector.store;

import static io.tidemark.collector.store.Samples.T0;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleStoreTest {
  private static final long HOUR_MS = 3_600_000;

  @TempDir private Path directory;

  private SampleStore store() {
    return store(System.nanoTime());
  }

  private SampleStore store(long nowNs) {
    return new SampleStore(new StoreSettings(directory, StoreSettings.MIN_BYTES), () -> nowNs);
  }

  private static void fill(SampleStore store, long fromMs, long toMs, long everyMs) {
    for (long ms = fromMs; ms < toMs; ms += everyMs) {
      double second = (ms - T0) / 1000.0;
      store.keep(Samples.at(ms, Samples.gauge(second % 60), Samples.counter(5 * second)));
    }
  }

  private static Series only(SampleStore store, Metric metric, long fromMs, long toMs, long stepMs)
      throws Exception {
    List<Series> series = store.query(new SeriesQuery(metric, Map.of(), fromMs, toMs, stepMs));
    assertEquals(1, series.size(), series::toString);
    return series.get(0);
  }

  private static long[] every(long fromMs, long toMs, long stepMs) {
    return LongStream.iterate(fromMs, ms -> ms < toMs, ms -> ms + stepMs).toArray();
  }

  @Test
  void givesEverySecondOfWhatIsWrittenAndOfWhatIsNot() throws Exception {
    SampleStore store = store();
    fill(store, T0, T0 + 75_000, 1000);
    Series threads = only(store, Metric.PROCESS_THREADS, T0, T0 + 80_000, 1000);
    assertArrayEquals(every(T0, T0 + 75_000, 1000), threads.timesMs());
    assertEquals(14, threads.last()[74]);
    assertEquals(0, threads.rates().length);
    Series requests = only(store, Metric.REQUESTS, T0 + 20_000, T0 + 24_000, 1000);
    assertArrayEquals(new double[] {Double.NaN, 5, 5, 5}, requests.rates());
    assertArrayEquals(new double[] {100, 105, 110, 115}, requests.last());
  }

  @Test
  void goesOnAfterARestartAsIfNothingHadBeen() throws Exception {
    SampleStore before = store();
    fill(before, T0, T0 + 40_000, 1000);
    before.finish();
    before.flush();
    before.closeNow();
    SampleStore after = store();
    after.open();
    fill(after, T0 + 50_000, T0 + 70_000, 1000);
    long[] expected =
        LongStream.concat(
                LongStream.of(every(T0, T0 + 40_000, 1000)),
                LongStream.of(every(T0 + 50_000, T0 + 70_000, 1000)))
            .toArray();
    assertArrayEquals(
        expected, only(after, Metric.PROCESS_THREADS, T0, T0 + HOUR_MS, 1000).timesMs());
    double[] rates = only(after, Metric.REQUESTS, T0, T0 + HOUR_MS, 1000).rates();
    assertEquals(Double.NaN, rates[40]); // of the gap nothing is said
    assertEquals(5, rates[41]);
    after.closeNow();
  }

  @Test
  void canBeReadWithoutACollector() throws Exception {
    SampleStore store = store();
    fill(store, T0, T0 + 40_000, 1000);
    SeriesQuery query = new SeriesQuery(Metric.PROCESS_THREADS, Map.of(), T0, T0 + HOUR_MS, 1000);
    store.closeNow();
    List<Series> read = SampleStore.query(directory, query);
    assertArrayEquals(every(T0, T0 + 40_000, 1000), read.get(0).timesMs());
  }

  /** At a step of a minute the newest half hour comes from what is finer. */
  @Test
  void putsLevelsTogether() throws Exception {
    SampleStore store = store();
    fill(store, T0, T0 + 2 * HOUR_MS + 10 * 60_000, 5000);
    Series threads = only(store, Metric.PROCESS_THREADS, T0, T0 + 3 * HOUR_MS, 60_000);
    assertArrayEquals(
        every(T0 + 55_000, T0 + 2 * HOUR_MS + 10 * 60_000, 60_000), threads.timesMs());
    assertTrue(LongStream.range(0, 130).allMatch(i -> threads.min()[(int) i] == 0));
    assertTrue(LongStream.range(0, 130).allMatch(i -> threads.max()[(int) i] == 55));
    double[] rates = only(store, Metric.REQUESTS, T0, T0 + 3 * HOUR_MS, 60_000).rates();
    for (int i = 1; i < rates.length; i++) {
      assertEquals(5, rates[i], 1e-9, "point " + i);
    }
    assertEquals(3, levelsOnDisk());
    store.closeNow();
  }

  private long levelsOnDisk() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".mv"))
          .map(name -> name.replaceAll("-.*", ""))
          .distinct()
          .count();
    }
  }

  @Test
  void keepsOfHistogramsCountSumAndTheHighestOfEachSecond() throws Exception {
    SampleStore store = store();
    store.keep(Samples.at(T0, Samples.items(0, 0)));
    store.keep(Samples.at(T0 + 1000, Samples.items(98, 0)));
    store.keep(Samples.at(T0 + 2000, Samples.items(98, 2)));
    store.keep(Samples.at(T0 + 3000, Samples.items(98, 2)));
    Map<Field, Series> fields =
        store.query(new SeriesQuery(Metric.ITEMS, Map.of(), T0, T0 + 10_000, 1000)).stream()
            .collect(Collectors.toMap(each -> each.key().field(), each -> each));
    assertArrayEquals(
        new double[] {Double.NaN, 98, 2, 0}, requireNonNull(fields.get(Field.COUNT)).rates());
    assertArrayEquals(
        new double[] {0, 98, 2146, 2146}, requireNonNull(fields.get(Field.SUM)).last());
    assertArrayEquals(new double[] {1, 1024}, requireNonNull(fields.get(Field.MAX)).last());
    assertArrayEquals(new double[] {1, 1024}, requireNonNull(fields.get(Field.P99)).last());
    assertArrayEquals(
        new long[] {T0 + 1000, T0 + 2000}, requireNonNull(fields.get(Field.MAX)).timesMs());
  }

  /** A restart of the JVM: what it counts from then on has grown from 0. */
  @Test
  void aCounterThatFallsBeganAgain() throws Exception {
    SampleStore store = store();
    store.keep(Samples.at(T0, Samples.counter(100)));
    store.keep(Samples.at(T0 + 1000, Samples.counter(7)));
    assertArrayEquals(
        new double[] {Double.NaN, 7}, only(store, Metric.REQUESTS, T0, T0 + 10_000, 1000).rates());
  }

  @Test
  void picksByLabels() throws Exception {
    SampleStore store = store();
    store.keep(Samples.busy(T0, 8, new java.util.Random(1)));
    Map<String, String> labels = Map.of("client.name", "client-3", SeriesKey.SERVICE, "feeds");
    assertEquals(
        List.of("client-3"),
        store.query(new SeriesQuery(Metric.REQUESTS, labels, T0, T0 + 1000, 1000)).stream()
            .map(series -> series.key().labels().get(0))
            .toList());
    assertEquals(
        List.of(),
        store.query(
            new SeriesQuery(
                Metric.REQUESTS, Map.of(SeriesKey.SERVICE, "other"), T0, T0 + 1000, 1000)));
  }

  /** What was measured after the clock was set back is believed, and what was before is kept. */
  @Test
  void believesTheClockThatWasSetLast() throws Exception {
    SampleStore store = store();
    fill(store, T0, T0 + 20 * 60_000, 1000);
    long back = T0 + 5 * 60_000;
    for (long ms = back; ms < back + 90_000; ms += 1000) {
      store.keep(Samples.at(ms, Samples.gauge(1000)));
    }
    store.flush();
    Series threads = only(store, Metric.PROCESS_THREADS, T0, T0 + HOUR_MS, 1000);
    assertArrayEquals(every(T0, back + 90_000, 1000), threads.timesMs());
    assertEquals(59, threads.last()[299]);
    assertEquals(1000, threads.last()[300]);
    store.closeNow();
  }

  @Test
  void neverWaitsForASlowDisk() {
    SampleStore store = store(); // whose thread does not run
    for (int i = 0; i < SampleStore.QUEUED + 5; i++) {
      store.accept(Samples.at(T0 + i * 1000L, Samples.gauge(1)));
    }
    assertEquals(5, figure(store, Metric.STORE_DROPPED, "queue_full"));
  }

  private static double figure(SampleStore store, Metric metric, String... labels) {
    return store.samples(Samples.HOST).stream()
        .filter(sample -> sample.metric() == metric && sample.labels().equals(List.of(labels)))
        .map(io.tidemark.collector.sample.NumberSample.class::cast)
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void aSecondCollectorGoesOnWithoutUntilTheFirstEnds() throws Exception {
    SampleStore first = store();
    first.open();
    long[] nowNs = {0};
    SampleStore second =
        new SampleStore(new StoreSettings(directory, StoreSettings.MIN_BYTES), () -> nowNs[0]);
    second.open();
    fill(second, T0, T0 + 60_000, 1000);
    assertEquals(1, figure(second, Metric.STORE_FAILURES, "open"));
    assertEquals(30, figure(second, Metric.STORE_DROPPED, "not_written"));
    first.closeNow();
    nowNs[0] += 61_000_000_000L;
    fill(second, T0 + 60_000, T0 + 120_000, 1000);
    assertArrayEquals(
        every(T0 + 30_000, T0 + 120_000, 1000),
        only(second, Metric.PROCESS_THREADS, T0, T0 + HOUR_MS, 1000).timesMs());
    second.closeNow();
  }

  @Test
  void aDamagedFileIsSetAsideAndTheOthersAreRead() throws Exception {
    SampleStore before = store();
    fill(before, T0, T0 + 20 * 60_000, 1000);
    before.closeNow();
    Path full = directory.resolve("full-000000001.mv");
    Files.write(full, new byte[20_000]);
    SampleStore after = store();
    after.open();
    assertEquals(1, figure(after, Metric.STORE_FAILURES, "set_aside"));
    assertTrue(Files.exists(directory.resolve("full.corrupt")));
    long[] times = only(after, Metric.PROCESS_THREADS, T0, T0 + HOUR_MS, 10_000).timesMs();
    assertEquals(T0 + 9_000, times[0]);
    assertTrue(times.length >= 90, () -> times.length + " points");
    after.closeNow();
  }

  @Test
  void aStoreOfANewerVersionIsLeftAlone() throws Exception {
    Path file = directory.resolve("full-000000001.mv");
    try (org.h2.mvstore.MVStore newer = org.h2.mvstore.MVStore.open(file.toString())) {
      newer.setStoreVersion(Shard.FORMAT + 1);
    }
    byte[] bytes = Files.readAllBytes(file);
    StoreException refused =
        assertThrows(
            StoreException.class,
            () ->
                StoreDirectory.open(
                    new StoreSettings(directory, StoreSettings.MIN_BYTES), e -> {}));
    assertEquals(StoreException.Kind.NEWER, refused.kind());
    assertEquals(file + " has format 2, this collector knows 1", refused.getMessage());
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  @Test
  void saysWhatIsWrongWithAPlaceThatIsNoDirectory() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    StoreException refused =
        assertThrows(
            StoreException.class,
            () -> StoreDirectory.open(new StoreSettings(file, StoreSettings.MIN_BYTES), e -> {}));
    assertEquals(StoreException.Kind.FAILED, refused.kind());
  }

  @Test
  void leavesOutClientsBeyondItsBoundsAndKeepsTheHost() throws Exception {
    SampleStore store = store();
    Snapshot snapshot = Samples.busy(T0, 7000, new java.util.Random(1));
    store.keep(snapshot);
    assertEquals(Gatherer.MAX_CLIENT_SERIES + 1, figure(store, Metric.STORE_SERIES, "kept"));
    assertEquals(
        snapshot.samples().size() - Gatherer.MAX_CLIENT_SERIES - 1,
        figure(store, Metric.STORE_SERIES, "left_out"));
    assertEquals(1, only(store, Metric.PROCESS_THREADS, T0, T0 + 1000, 1000).timesMs().length);
    assertThrows(
        PointsTooMany.class,
        () -> store.query(new SeriesQuery(Metric.REQUESTS, Map.of(), T0, T0 + 1000, 1000)));
  }

  @Test
  void keepsNothingThatIsNoNumber() throws Exception {
    SampleStore store = store();
    Sample nan = Samples.gauge(Double.NaN);
    Sample infinite = Samples.gauge(Double.POSITIVE_INFINITY);
    store.keep(Samples.at(T0, nan));
    store.keep(Samples.at(T0 + 1000, infinite));
    store.keep(Samples.at(T0 + 2000, Samples.gauge(3)));
    assertArrayEquals(
        new double[] {3}, only(store, Metric.PROCESS_THREADS, T0, T0 + 9000, 1000).last());
  }
}
