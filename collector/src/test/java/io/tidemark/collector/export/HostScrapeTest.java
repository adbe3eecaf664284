package io.tidemark.collector.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.jvm.FixtureHost;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.signal.CollectorSettings;
import io.tidemark.collector.signal.Sampler;
import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Row;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way from files to text: a host of recorded sockets, JVMs and segments is sampled by
 * every signal and scraped in both formats.
 */
final class HostScrapeTest {
  private static final long START_MS = 1_795_257_375_715L;

  /** What the clock decides: replaced by 0.0. */
  private static final String TIMES =
      "(?m)^(tidemark_(?:collector_(?:signal|dump)_duration|segment_age)_seconds\\{[^\n]*}) .*$";

  @TempDir private Path root;

  @Test
  void scrapesAHost() throws IOException {
    FixtureHost host = new FixtureHost(root);
    host.startJvm(101, "jdk17-G1");
    host.startJvm(102, "jdk25-Z");
    Files.writeString(host.segments().path().resolve("9-x.segment"), "no segment".repeat(1000));
    try (SegmentWriter dead = host.attach(7, "indexer", START_MS)) {
      count(dead, "crawler", "pkg.Index/Put");
    }
    try (SegmentWriter attached = host.attach(101, "dataplane", START_MS)) {
      count(attached, "new-indexer", "dataplane.Posts/GetPostRecord");
      assertScrape(sample(host));
    }
  }

  private static Snapshot sample(FixtureHost host) {
    try (Sampler sampler =
        Sampler.start(
            new CollectorSettings(
                host.segments(),
                host.proc(),
                host.tmp(),
                Duration.ofHours(1),
                Duration.ofMinutes(10),
                "0.1.0"))) {
      return sampler.latest();
    }
  }

  private static void assertScrape(Snapshot snapshot) throws IOException {
    String prometheus = render(snapshot, "text/plain");
    String openMetrics = render(snapshot, "application/openmetrics-text");
    assertEquals(Resources.read("host.txt"), prometheus);
    assertEquals(Resources.read("host.openmetrics.txt"), openMetrics);
    assertEquals(Exposition.prometheus(prometheus), Exposition.openMetrics(openMetrics));
  }

  private static String render(Snapshot snapshot, String accept) throws IOException {
    StringWriter text = new StringWriter();
    new PrometheusText(() -> snapshot).write(text, PrometheusText.contentType(accept));
    return text.toString().replaceAll(TIMES, "$1 0.0");
  }

  private static void count(SegmentWriter writer, String client, String handler) {
    Row row = writer.row(writer.client(client), writer.handler(RpcSystem.GRPC, handler));
    writer.add(row, Column.STARTED, 2);
    writer.add(row, Column.ENDED, 1);
    writer.add(row, Column.ERROR_UNAVAILABLE, 1);
    writer.add(row, Column.DURATION_NS, 1_000_000_000);
    writer.record(row, Histogram.DURATION, Histogram.durationTicks(1_000_000_000));
    writer.add(row, Column.ITEMS, 20_007);
    writer.record(row, Histogram.ITEMS, 20_000);
    writer.record(row, Histogram.ITEMS, 7);
    writer.add(row, Column.REQUEST_BYTES, 1 << 20);
    writer.record(row, Histogram.REQUEST_BYTES, 1 << 20);
  }
}
