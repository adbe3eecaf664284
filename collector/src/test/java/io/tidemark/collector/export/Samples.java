package io.tidemark.collector.export;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Metric;
import java.util.List;
import java.util.Map;

/** The fixed samples that both exporters' tests render: every kind, unit and scope, and malice. */
final class Samples {
  static final long START_MS = 1_700_000_000_000L;
  static final long NOW_MS = START_MS + 60_000;

  static final Source HOST =
      new Source(
          "tidemark-collector", "host-1", START_MS - 1000, Map.of("host.name", "host-1"), true);
  static final Source JVM =
      new Source(
          "dataplane",
          "dataplane-0",
          START_MS,
          Map.of("host.name", "host-1", "process.pid", "4711"),
          false);
  static final Source OTHER_JVM =
      new Source("dataplane", "dataplane-1", START_MS + 500, Map.of("process.pid", "4712"), false);

  /** A client that tries to break out of the text. */
  static final String HOSTILE = "a\"b\\c\nd} 1\n# EOF";

  private static final List<String> INDEXER =
      List.of("new-indexer", "dataplane.Posts/GetPostRecord", "grpc");

  private Samples() {}

  static Snapshot snapshot() {
    return new Snapshot(
        NOW_MS,
        List.of(
            new NumberSample(Metric.COLLECTOR_INFO, HOST, List.of("0.1.0"), 1),
            new NumberSample(Metric.REQUESTS, OTHER_JVM, INDEXER, 7),
            new NumberSample(Metric.REQUESTS, JVM, INDEXER, 3),
            new NumberSample(Metric.REQUESTS, JVM, INDEXER, 999), // the same series again
            new NumberSample(Metric.REQUESTS, JVM, List.of(HOSTILE, "x", "grpc"), 1),
            new NumberSample(
                Metric.ERRORS,
                JVM,
                List.of("new-indexer", "dataplane.Posts/GetPostRecord", "grpc", "UNAVAILABLE"),
                2),
            new NumberSample(Metric.ACTIVE_REQUESTS, JVM, INDEXER, 1),
            durations(),
            items(),
            new HistogramSample(Metric.REQUEST_SIZE, JVM, INDEXER, 0, 0, new long[Buckets.COUNT]),
            new NumberSample(Metric.SEGMENT_AGE, JVM, List.of(), 0.25),
            new NumberSample(Metric.PROCESS_MEMORY, JVM, List.of(), 5_368_709_120.0),
            new NumberSample(
                Metric.TIME_WAIT,
                HOST,
                List.of("host", "127.32.0.1", "127.0.0.1", "11211"),
                27_318),
            new NumberSample(Metric.SIGNAL_DURATION, HOST, List.of("sockets"), 0.001953125)));
  }

  /** 0, 1, 12, 12, 20,000 and 2^41 items. */
  private static Sample items() {
    long[] slots = new long[Buckets.COUNT];
    long sum = 0;
    for (long items : new long[] {0, 1, 12, 12, 20_000, 1L << 41}) {
      slots[Buckets.slot(items)]++;
      sum += items;
    }
    return new HistogramSample(Metric.ITEMS, JVM, INDEXER, 0, (double) sum, slots);
  }

  /** 1 ms, 15.625 ms, which is a bound, and 3 s. */
  private static Sample durations() {
    long[] slots = new long[Buckets.COUNT];
    long sumNs = 0;
    for (long elapsedNs : new long[] {1_000_000, 15_625_000, 3_000_000_000L}) {
      slots[Buckets.slot(Histogram.durationTicks(elapsedNs))]++;
      sumNs += elapsedNs;
    }
    int tickExponent = Histogram.DURATION.tickExponent();
    double sum = sumNs * Histogram.DURATION.sumFactor();
    return new HistogramSample(Metric.DURATION, JVM, INDEXER, tickExponent, sum, slots);
  }
}
