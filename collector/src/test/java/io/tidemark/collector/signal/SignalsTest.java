package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.jvm.FixtureHost;
import io.tidemark.collector.jvm.TickingClock;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Metric;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.Row;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentWriter;
import io.tidemark.segment.Table;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All signals together, on a host of files. */
final class SignalsTest {
  private static final long START = 1795257375715L;

  @TempDir Path root;
  private final TickingClock clock = new TickingClock(START + 3_600_000);
  private FixtureHost host;
  private Sampler sampler;

  @BeforeEach
  void makeHost() throws IOException {
    host = new FixtureHost(root);
    sampler =
        Signals.standard(
            new CollectorSettings(
                host.segments(),
                host.proc(),
                host.tmp(),
                Duration.ofSeconds(1),
                Duration.ofMinutes(10),
                "0.1.0"),
            clock);
  }

  @Test
  void samplesEverything() throws IOException {
    host.startJvm(101, "jdk17-G1");
    host.startJvm(102, "jdk25-Z");
    host.startJvm(103, "jdk25-Shenandoah");
    Files.writeString(host.segments().path().resolve("9-x.segment"), "no segment".repeat(1000));
    try (SegmentWriter dead = host.attach(7, "indexer", START)) {
      count(dead, "crawler", "pkg.Index/Put");
    }
    try (SegmentWriter attached = host.attach(101, "dataplane", START)) {
      count(attached, "new-indexer", "dataplane.Posts/GetPostRecord");
      countByName(attached);
      sampler.sampleOnce();
      clock.advance(Duration.ofMillis(2500));
      assertEquals(expected(), SampleText.of(sampler.sampleOnce().samples()));
    }
  }

  @Test
  void listsEverySignalThatThereIs() throws IOException, URISyntaxException {
    URL own = Objects.requireNonNull(Signals.class.getResource("Signals.class"));
    Path classes = Objects.requireNonNull(Path.of(own.toURI()).getParent());
    try (Stream<Path> files = Files.list(classes)) {
      long implementations =
          files.filter(file -> file.toString().matches(".*[a-z]Signal\\.class")).count();
      long listed =
          sampler.sampleOnce().samples().stream()
              .filter(sample -> sample.metric() == Metric.SIGNAL_SUCCESS)
              .count();
      assertEquals(implementations, listed);
    }
  }

  @Test
  void neverGivesTheSameSeriesTwice() throws IOException {
    List<SegmentWriter> writers = new ArrayList<>();
    for (int restart = 0; restart < 4; restart++) {
      long pid = 200L + restart;
      host.startJvm(pid, "jdk25-G1");
      writers.add(host.attach(pid, "dataplane", START + restart));
      writers.add(host.attach(1, "dataplane", restart));
      writers.forEach(writer -> count(writer, "a", "b/c"));
      assertDistinct(sampler.sampleOnce());
      writers.get(writers.size() - 1).close();
      assertDistinct(sampler.sampleOnce());
      writers.get(writers.size() - 2).close();
      host.kill(pid);
      assertDistinct(sampler.sampleOnce());
    }
  }

  private static void assertDistinct(Snapshot snapshot) {
    Set<String> seen = new HashSet<>();
    for (Sample sample : snapshot.samples()) {
      String series =
          sample.metric()
              + " "
              + sample.source().service()
              + " "
              + sample.source().instance()
              + " "
              + sample.labels();
      assertEquals(true, seen.add(series), series);
    }
  }

  private static void count(SegmentWriter writer, String client, String handler) {
    Row row = writer.row(writer.client(client), writer.handler(RpcSystem.GRPC, handler));
    writer.add(row, Column.STARTED, 3);
    writer.add(row, Column.ENDED, 2);
    writer.add(row, Column.ERROR_UNAVAILABLE, 1);
    writer.add(row, Column.DURATION_NS, 1_500_000_000L);
    writer.record(row, Histogram.DURATION, Histogram.durationTicks(1_000_000_000L));
    writer.record(row, Histogram.DURATION, Histogram.durationTicks(500_000_000L));
    writer.add(row, Column.ITEMS, 20_007);
    writer.record(row, Histogram.ITEMS, 20_000);
    writer.record(row, Histogram.ITEMS, 7);
    writer.add(row, Column.REQUEST_BYTES, 1 << 20);
    writer.record(row, Histogram.REQUEST_BYTES, 1 << 20);
    writer.add(ProcessCounter.OVERFLOW_CLIENTS, 4);
  }

  private static void countByName(SegmentWriter writer) {
    Row cache = writer.row(Table.DESTINATIONS, "::1:11211");
    writer.add(cache, Column.DESTINATION_DIALS, 3);
    writer.add(cache, Column.DIAL_TIMED_OUT.ofDestination(), 1);
    writer.add(cache, Column.DESTINATION_CLOSED_LOCAL, 1);
    writer.add(cache, Column.DESTINATION_DIAL_NS, 1_000_000_000L);
    writer.record(cache, Histogram.DIAL_DURATION, Histogram.durationTicks(1_000_000_000L));
    writer.add(writer.other(Table.DESTINATIONS), Column.DESTINATION_DIALS, 1);
    writer.add(writer.row(Table.LOGGERS, "cache"), Column.LOG_WARN.ofLogger(), 2);
    Row site = writer.row(Table.LOG_SITES, "cache: dial {} failed");
    writer.add(site, Column.SITE_EVENTS, 2);
    writer.add(site, Column.SITE_BLOCKED_NS, 500_000_000L);
    Row fanOut = writer.fanOut(writer.handler(RpcSystem.GRPC, "dataplane.Posts/GetPostRecord"));
    for (int request = 0; request < 3; request++) {
      writer.record(fanOut, Histogram.FANOUT_FOLLOWED, 500);
      writer.add(fanOut, Column.FANOUT_FOLLOWED_TASKS, 500);
    }
  }

  private static String expected() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SignalsTest.class.getResourceAsStream("/expected/samples.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
