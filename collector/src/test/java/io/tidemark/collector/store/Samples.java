package io.tidemark.collector.store;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Snapshots to be stored. */
final class Samples {
  /** A boundary of every level's windows. */
  static final long T0 = 1_800_000_000_000L;

  static final Source HOST = new Source("tidemark-collector", "h", 0, Map.of(), true);
  static final Source JVM = new Source("feeds", "h-1", 0, Map.of(), false);
  static final List<String> ROW = List.of("indexer", "Posts/Get", "grpc");

  private Samples() {}

  static Sample gauge(double value) {
    return new NumberSample(Metric.PROCESS_THREADS, JVM, List.of(), value);
  }

  static Sample counter(double value) {
    return new NumberSample(Metric.REQUESTS, JVM, ROW, value);
  }

  /** A histogram of items with some ones and some thousands. */
  static Sample items(int ones, int thousands) {
    long[] slots = new long[Buckets.COUNT];
    slots[Buckets.slot(1)] = ones;
    slots[Buckets.slot(1024)] = thousands;
    return new HistogramSample(Metric.ITEMS, JVM, ROW, 0, ones + 1024.0 * thousands, slots);
  }

  static Snapshot at(long epochMs, Sample... samples) {
    return new Snapshot(epochMs, List.of(samples));
  }

  /** As a service with many clients: some series stand still, some count, some waver. */
  static Snapshot busy(long epochMs, int clients, Random random) {
    List<Sample> samples = new ArrayList<>();
    double seconds = (epochMs - T0) / 1000.0;
    for (int client = 0; client < clients; client++) {
      List<String> row = List.of("client-" + client, "Posts/Get", "grpc");
      boolean idle = client % 4 != 0;
      double count = idle ? client : Math.floor(seconds * client + random.nextInt(5));
      samples.add(new NumberSample(Metric.REQUESTS, JVM, row, count));
      samples.add(new NumberSample(Metric.CPU_TIME, JVM, row, count / 7));
      double active = idle ? 0 : random.nextInt(9);
      samples.add(new NumberSample(Metric.ACTIVE_REQUESTS, JVM, row, active));
    }
    samples.add(gauge(100 + random.nextInt(3)));
    return new Snapshot(epochMs, samples);
  }
}
