package io.tidemark.collector.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.who.Report;
import io.tidemark.segment.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LedgerRingTest {
  private static final Source JVM = new Source("dataplane", "d-0", 5, Map.of(), false);

  private final AtomicReference<Snapshot> latest = new AtomicReference<>(Snapshot.NONE);
  private final LedgerRing ring = new LedgerRing(() -> latest.get(), Duration.ofSeconds(10));

  @AfterEach
  void close() {
    ring.close();
  }

  @Test
  void saysThatItHasJustStarted() {
    ring.keep();
    assertEquals(
        "Nothing stands out: the collector has just started.", ring.report().verdict().sentence());
    keep(1000, 5);
    ring.keep();
    assertEquals(0, ring.report().windowSeconds());
  }

  @Test
  void looksBackOneWindow() {
    for (int second = 1; second <= 30; second++) {
      keep(1000L * second, 7L * second);
      ring.keep(); // the same snapshot again
    }
    Report report = ring.report();
    assertEquals(10.0, report.windowSeconds());
    assertEquals(7.0, report.rows().get(0).requestsPerSecond());
  }

  @Test
  void looksBackFurtherWhenNothingWasSampledMeanwhile() {
    keep(1000, 0);
    keep(31_000, 60);
    assertEquals(30.0, ring.report().windowSeconds());
    assertEquals(2.0, ring.report().rows().get(0).requestsPerSecond());
  }

  @Test
  void startsAgainWhenTheClockIsSetBack() {
    keep(50_000, 5);
    keep(51_000, 6);
    keep(20_000, 7);
    assertEquals(0, ring.report().windowSeconds());
    keep(21_000, 8);
    assertEquals(1.0, ring.report().windowSeconds());
  }

  private void keep(long epochMs, long requests) {
    latest.set(
        new Snapshot(
            epochMs,
            List.of(
                new NumberSample(Metric.SEGMENT_ALIVE, JVM, List.of(), 1),
                new NumberSample(
                    Metric.REQUESTS, JVM, List.of("web", "p.S/M", "grpc"), requests))));
    ring.keep();
  }
}
