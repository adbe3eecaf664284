package io.tidemark.collector.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.store.SampleStore;
import io.tidemark.collector.store.StoreSettings;
import io.tidemark.collector.verdict.Moment;
import io.tidemark.collector.verdict.Trace;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of a quiet minute and of an incident, from memory and from a real store. */
final class HistoryTest {
  private static final long START_MS = 1_700_000_000_000L;
  private static final Source HOST = new Source("collector", "h", 0, Map.of(), true);
  private static final Source JVM = new Source("feeds", "n-1", START_MS, Map.of(), false);

  @TempDir private Path directory;

  private static Snapshot snapshot(int second) {
    long nowMs = START_MS + 1000L * second;
    List<Sample> samples = new ArrayList<>();
    samples.add(new NumberSample(Metric.COLLECTOR_INFO, HOST, List.of("1"), 1));
    for (String client : List.of("web", "indexer")) {
      double items = client.equals("web") ? 10 : 1000;
      List<String> row = List.of(client, "p.S/M", "grpc");
      samples.add(new NumberSample(Metric.REQUESTS, JVM, row, 2.0 * second));
      samples.add(
          new HistogramSample(Metric.ITEMS, JVM, row, 0, items * second, new long[Buckets.COUNT]));
    }
    samples.add(new NumberSample(Metric.PROCESS_THREADS, JVM, List.of(), 40 + second));
    if (second >= 5) {
      samples.add(
          new NumberSample(
              Metric.VERDICT_ACTIVE,
              HOST,
              List.of("dial_failures", "critical", "client", "feeds"),
              1));
      samples.add(
          new NumberSample(
              Metric.VERDICT_SHARE,
              HOST,
              List.of("dial_failures", "feeds", "indexer", "p.S/M"),
              0.98));
    }
    return new Snapshot(nowMs, samples);
  }

  private SampleStore store() throws InterruptedException {
    SampleStore store = SampleStore.start(new StoreSettings(directory, StoreSettings.MIN_BYTES));
    for (int second = 0; second < 10; second++) {
      store.accept(snapshot(second));
      awaitTaken(store, START_MS + 1000L * second);
    }
    return store;
  }

  // The store takes snapshots on a thread of its own, and drops what does not fit its queue.
  private static void awaitTaken(SampleStore store, long timeMs) throws InterruptedException {
    long endNs = System.nanoTime() + 10_000_000_000L;
    while (!hasThreads(store, timeMs)) {
      assertTrue(System.nanoTime() < endNs, "nothing is stored");
      Thread.onSpinWait();
    }
  }

  private static boolean hasThreads(SampleStore store, long timeMs) {
    try {
      Chart chart = new Chart(1000);
      new StoredChart(store, chart, timeMs, timeMs + 1, 1000).draw();
      return !chart.isEmpty();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void drawsFromTheStore() throws Exception {
    try (SampleStore store = store()) {
      Chart chart = new Chart(1000);
      Set<String> missing =
          new StoredChart(store, chart, START_MS + 7000, START_MS + 10_000, 1000).draw();
      assertEquals(Set.of(), missing);
      assertEquals(
          "\"times\":[1700000007000,1700000008000,1700000009000],\"traces\":{"
              + "\"requests\":[null,4,4],\"items\":[null,1010,1010],\"tasks\":[null,null,null],"
              + "\"dials\":[null,null,null],\"time_wait\":[null,null,null],"
              + "\"failed_dials\":[null,null,null],\"log_events\":[null,null,null],"
              + "\"threads\":[47,48,49],\"stopped\":[null,null,null],\"memory\":[null,null,null],"
              + "\"latency\":[null,null,null],\"errors\":[null,null,null],"
              + "\"deaths\":[null,null,null]},\"rows\":["
              + "{\"service\":\"feeds\",\"client\":\"indexer\",\"method\":\"p.S/M\",\"items\":[0,1000,1000]},"
              + "{\"service\":\"feeds\",\"client\":\"web\",\"method\":\"p.S/M\",\"items\":[0,10,10]}]",
          chart.json());
    }
  }

  @Test
  void saysWhatHeldAtAMoment() throws Exception {
    try (SampleStore store = store()) {
      Past incident = new PastReader(store, START_MS + 9000).read();
      assertEquals(
          "At 2023-11-14T22:13:29Z: dial failures (critical) in feeds, by indexer via p.S/M, 98 %.",
          incident.sentence());
      assertEquals(
          List.of("dial failures (critical) in feeds, by indexer via p.S/M, 98 %."),
          incident.findings());
      assertEquals(
          "indexer 0.5 0.990099 2.0",
          incident.report().rows().stream()
              .map(
                  row ->
                      row.client()
                          + " "
                          + row.requestShare()
                          + " "
                          + Math.round(row.itemShare() * 1e6) / 1e6
                          + " "
                          + row.requestsPerSecond())
              .findFirst()
              .orElse(""));
      assertEquals(
          "At 2023-11-14T22:13:22Z nothing was found to be wrong.",
          new PastReader(store, START_MS + 2000).read().sentence());
      assertEquals(
          "Nothing was kept of 2023-11-14T20:50:00Z.",
          new PastReader(store, START_MS - 5_000_000).read().sentence());
    }
  }

  @Test
  void drawsFromMemory() {
    Timeline timeline = new Timeline();
    for (int second = 0; second < 700; second++) {
      timeline.add(moment(second));
      timeline.add(moment(second)); // told twice, kept once
    }
    assertEquals(START_MS + 100_000, timeline.firstMs());
    Chart chart = new Chart(1000);
    timeline.between(START_MS + 698_000, START_MS + 700_000).forEach(chart::put);
    String json = chart.json();
    assertTrue(json.startsWith("\"times\":[1700000698000,1700000699000]"), json);
    assertTrue(json.contains("\"latency\":[null,null]"), json);
    assertTrue(json.contains("\"items\":[698,699]}]"), json);
  }

  private static Moment moment(int second) {
    double[] figures = new double[Trace.ALL.size()];
    Arrays.fill(figures, second);
    figures[Trace.LATENCY.ordinal()] = Double.NaN;
    return new Moment(
        START_MS + 1000L * second,
        List.of(new Moment.Heavy("feeds", "web", "p.S/M", second, 0)),
        figures);
  }
}
