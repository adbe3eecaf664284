package io.tidemark.bench;

import io.tidemark.collector.export.Readers;
import io.tidemark.collector.page.Access;
import io.tidemark.collector.page.LedgerRing;
import io.tidemark.collector.page.Routes;
import io.tidemark.collector.page.Site;
import io.tidemark.collector.page.Timeline;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.verdict.Verdict;
import io.tidemark.collector.who.Deaths;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The collector's own site with a snapshot of some 5,000 series, histogram buckets included: two
 * JVMs, whose clients and handlers have what the agent counts, and 500 destinations. Prints its
 * port and serves until its stdin ends.
 */
final class ScrapedSite {
  private static final int ROWS_PER_JVM = 38;
  private static final int DESTINATIONS = 250;
  private static final Source HOST = new Source("collector", "node", 1, Map.of(), true);

  private final Random random = new Random(4);
  private final List<Sample> samples = new ArrayList<>();

  public static void main(String[] arguments) throws IOException {
    Readers readers = new Readers();
    Snapshot snapshot = new ScrapedSite().snapshot();
    readers.accept(snapshot);
    try (Site site = Site.bind("127.0.0.1", 0, new Access(null, null));
        LedgerRing ring = new LedgerRing(readers::latest, Duration.ofSeconds(10))) {
      Routes routes =
          new Routes(
              readers,
              ring,
              new Deaths(),
              () -> Verdict.NONE,
              new Timeline(),
              Optional.empty(),
              Clock.systemUTC(),
              () -> Duration.ofDays(1));
      site.start(routes);
      routes.warmUp(); // as the collector does
      System.out.println(site.port());
      while (System.in.read() >= 0) {
        readers.accept(snapshot); // one line, one more sample
      }
    }
  }

  private Snapshot snapshot() {
    for (int jvm = 0; jvm < 2; jvm++) {
      Source source = new Source("dataplane", "dataplane-" + jvm, 1, Map.of(), false);
      for (int row = 0; row < ROWS_PER_JVM; row++) {
        row(source, List.of("client-" + row, "app.dataplane.Posts/GetPostRecord", "grpc"));
      }
    }
    for (int i = 0; i < DESTINATIONS; i++) {
      List<String> labels = List.of("host", "127.0.0.1", "10.1.2." + i, "11211");
      for (Metric metric : List.of(Metric.PORTS_USED, Metric.PORTS_USED_MAX, Metric.PORTS_FREE)) {
        samples.add(new NumberSample(metric, HOST, labels, random.nextInt(28_000)));
      }
    }
    return new Snapshot(System.currentTimeMillis(), samples);
  }

  private void row(Source source, List<String> labels) {
    for (Metric metric : Metric.values()) {
      if (!metric.labels().equals(Metric.REQUESTS.labels())) {
        continue;
      }
      samples.add(
          metric.kind() == Metric.Kind.HISTOGRAM
              ? new HistogramSample(metric, source, labels, 0, random.nextInt(1 << 20), slots())
              : new NumberSample(metric, source, labels, random.nextInt(1 << 20)));
    }
  }

  private long[] slots() {
    long[] slots = new long[Buckets.COUNT];
    for (int i = 0; i < 40; i++) {
      slots[random.nextInt(Buckets.COUNT)] += random.nextInt(1000);
    }
    return slots;
  }
}
