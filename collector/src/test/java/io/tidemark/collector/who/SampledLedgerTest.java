package io.tidemark.collector.who;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SampledLedgerTest {
  private static final Source LIVING = new Source("dataplane", "d-0", 5, Map.of(), false);
  private static final Source DEAD = new Source("dataplane", "d-1", 6, Map.of(), false);
  private static final Source UNATTACHED = new Source("cron", "c-0", 7, Map.of(), false);
  private static final List<String> ROW = List.of("web", "p.S/M", "grpc");

  @Test
  void readsTheLivingJvmsRowsOutOfTheSamples() {
    long[] slots = new long[Buckets.COUNT];
    Snapshot snapshot =
        new Snapshot(
            1000,
            List.of(
                new NumberSample(Metric.SEGMENT_ALIVE, LIVING, List.of(), 1),
                new NumberSample(Metric.SEGMENT_ALIVE, DEAD, List.of(), 0),
                new NumberSample(Metric.REQUESTS, LIVING, ROW, 10),
                new NumberSample(Metric.REQUESTS, DEAD, ROW, 99),
                new NumberSample(Metric.ACTIVE_REQUESTS, LIVING, ROW, 3),
                new NumberSample(
                    Metric.ERRORS, LIVING, List.of("web", "p.S/M", "grpc", "UNKNOWN"), 1),
                new NumberSample(
                    Metric.ERRORS, LIVING, List.of("web", "p.S/M", "grpc", "ABORTED"), 2),
                new HistogramSample(Metric.ITEMS, LIVING, ROW, 0, 50, slots),
                new HistogramSample(Metric.DURATION, LIVING, ROW, -20, 0.25, slots),
                new NumberSample(Metric.PROCESS_THREADS, UNATTACHED, List.of(), 12)));
    assertEquals(
        new Ledger(
            1_000_000_000L,
            List.of(
                new Ledger.Jvm(
                    "dataplane\nd-0\n5",
                    "dataplane",
                    List.of(new RowCounts("web", "p.S/M", 10, 7, 3, 50, 250_000_000)))),
            1,
            List.of()),
        SampledLedger.of(snapshot));
  }
}
