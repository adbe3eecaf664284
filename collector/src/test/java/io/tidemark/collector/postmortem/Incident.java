package io.tidemark.collector.postmortem;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.store.FilledStore;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** An hour of a service with many clients, one of whom dials too much for ten minutes. */
public final class Incident {
  public static final long SECONDS = 3600;
  public static final String EVIL = "\"><script>alert(1)</script>'&\u202e";
  private static final long BEGINS_S = 1800;
  private static final long ENDS_S = 2400;
  private static final long RUNS_OUT_S = 30;
  private static final int TICK_EXPONENT = -20;
  private static final String POST = "dataplane.Posts/GetPostRecord";
  private static final Source HOST = new Source("tidemark-collector", "h", 0, Map.of(), true);
  private static final Source JVM = new Source("dataplane", "h-1", 0, Map.of(), false);

  private Incident() {}

  /** Writes it, so that it ends at a moment. */
  public static void write(Path directory, long endMs) {
    writeLast(directory, endMs, SECONDS);
  }

  /** Writes its last seconds only. */
  public static void writeLast(Path directory, long endMs, long seconds) {
    long startMs = endMs - SECONDS * 1000;
    LongStream kept = LongStream.range(SECONDS - seconds, SECONDS);
    FilledStore.write(directory, kept.mapToObj(s -> snapshot(startMs, s)).iterator());
  }

  private static Snapshot snapshot(long startMs, long second) {
    List<Sample> samples = new ArrayList<>();
    boolean wrong = second >= BEGINS_S && second < ENDS_S;
    for (int client = 0; client < 40; client++) {
      String name = client == 0 ? EVIL : "client-" + client;
      row(samples, name, 5L * (client + 1) * second, 60L * (client + 1) * second, second);
    }
    long since = Math.max(0, Math.min(second, ENDS_S) - BEGINS_S);
    row(samples, "new-indexer", 3 * since, 51_000 * since, 2200 * since);
    took(samples, second, since);
    host(samples, Metric.COLLECTOR_INFO, 1, "0.1.0");
    host(samples, Metric.PORTS_LIMIT, 28_232, "host");
    host(samples, Metric.PORTS_USED, wrong ? 27_900 : 200, "host", "10.0.0.1", "10.0.0.2", "11211");
    jvm(samples, Metric.PROCESS_THREADS, wrong ? 900 : 90);
    jvm(samples, Metric.PROCESS_MEMORY, 3e8 + 1e5 * second);
    jvm(samples, Metric.JVM_INFO, 1, "4711", "0", "17.0.15", "0.1.0", "");
    if (wrong) {
      host(samples, Metric.VERDICT_ACTIVE, 1, "ports", "critical", "client", "dataplane");
      host(samples, Metric.VERDICT_AGE, (double) second - BEGINS_S, "ports", "dataplane");
      host(samples, Metric.VERDICT_SHARE, 0.98, "ports", "dataplane", "new-indexer", POST);
    }
    jvm(samples, Metric.OUT_OF_MEMORY, (double) Math.floorDiv(since, RUNS_OUT_S));
    if (second >= ENDS_S) {
      double ended = Math.floorDiv(startMs, 1000) + (double) ENDS_S;
      jvm(samples, Metric.LAST_DEATH, ended, "oom_kill", "new-indexer", POST);
    }
    return new Snapshot(startMs + second * 1000, samples);
  }

  private static void row(List<Sample> out, String client, long requests, long items, long dials) {
    jvm(out, Metric.REQUESTS, (double) requests, client, POST, "grpc");
    jvm(out, Metric.DIALS, (double) dials, client, POST, "grpc");
    long[] slots = new long[Buckets.COUNT];
    slots[Buckets.slot(12)] = requests;
    out.add(
        new HistogramSample(
            Metric.ITEMS, JVM, List.of(client, POST, "grpc"), 0, (double) items, slots));
  }

  // 5 requests a second, of 20 ms as a rule.
  private static void took(List<Sample> out, long second, long wrong) {
    long[] slots = new long[Buckets.COUNT];
    slots[Buckets.slot(20L << (-TICK_EXPONENT - 10))] = 5 * (second - wrong);
    slots[Buckets.slot(400L << (-TICK_EXPONENT - 10))] = 5 * wrong;
    double sum = 5 * (0.02 * (second - wrong) + 0.4 * wrong);
    out.add(
        new HistogramSample(
            Metric.DURATION, JVM, List.of("client-1", POST, "grpc"), TICK_EXPONENT, sum, slots));
  }

  private static void jvm(List<Sample> out, Metric metric, double value, String... labels) {
    out.add(new NumberSample(metric, JVM, List.of(labels), value));
  }

  private static void host(List<Sample> out, Metric metric, double value, String... labels) {
    out.add(new NumberSample(metric, HOST, List.of(labels), value));
  }
}
