package io.tidemark.collector.who;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.jvm.FixtureHost;
import io.tidemark.collector.signal.CollectorSettings;
import io.tidemark.collector.signal.Sampler;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Label;
import io.tidemark.segment.Metric;
import io.tidemark.segment.Row;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentWriter;
import io.tidemark.segment.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real segment read directly, and read out of the collector's samples of it. */
final class LedgersAgreeTest {
  private static final long START = 1795257375715L;

  @TempDir private Path root;

  @Test
  void aSegmentGivesTheSameLedgerEitherWay() throws IOException {
    FixtureHost host = new FixtureHost(root);
    host.startJvm(101, "jdk17-G1");
    try (SegmentWriter writer = host.attach(101, "dataplane", START)) {
      long failed = countEverything(writer);
      Ledger.Jvm read = new LedgerReader(host.segments(), () -> 0).read().living().get(0);
      Ledger.Jvm sampled = sampled(host);
      assertEquals(Set.copyOf(read.rows()), Set.copyOf(sampled.rows()));
      assertEquals(read.named(), sampled.named());
      assertEquals(named(failed), read.named());
      assertEquals(effects(), effectsByClient(read));
    }
  }

  private static Ledger.Jvm sampled(FixtureHost host) {
    CollectorSettings settings =
        new CollectorSettings(
            host.segments(),
            host.proc(),
            host.tmp(),
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            "0.1.0");
    try (Sampler sampler = Sampler.start(settings)) {
      return SampledLedger.of(sampler.latest()).living().get(0);
    }
  }

  /** Every column of every table its own amount; returns how many dials of a destination failed. */
  private static long countEverything(SegmentWriter writer) {
    int handler = writer.handler(RpcSystem.GRPC, "p.S/M");
    List<Row> rows =
        List.of(
            writer.row(writer.client("web"), handler),
            writer.row(writer.client(Label.OTHER), handler),
            writer.row(
                writer.client(Label.UNATTRIBUTED),
                writer.handler(RpcSystem.OTHER, Label.UNATTRIBUTED)));
    for (Row row : rows) {
      for (Column column : Column.of(Table.LEDGER)) {
        writer.add(row, column, amount(column));
      }
      writer.record(row, Histogram.ITEMS, 1);
      writer.record(row, Histogram.DURATION, 1);
    }
    long failed = 0;
    Row destination = writer.row(Table.DESTINATIONS, "10.0.0.1:11211");
    for (Column column : Column.of(Table.DESTINATIONS)) {
      writer.add(destination, column, amount(column));
      failed += column.metric() == Metric.DESTINATION_DIAL_ERRORS ? amount(column) : 0;
    }
    writer.record(destination, Histogram.CONNECTION_DURATION, 262_144);
    writer.record(destination, Histogram.CONNECTION_DURATION, 262_144);
    writer.record(destination, Histogram.CONNECTION_DURATION, 1);
    Row site = writer.row(Table.LOG_SITES, "cache {} failed");
    writer.add(site, Column.SITE_EVENTS, 77);
    writer.add(site, Column.SITE_BLOCKED_NS, 1_234_567_891L);
    writer.add(writer.other(Table.LOG_SITES), Column.SITE_EVENTS, 1_000_000);
    writer.add(writer.other(Table.DESTINATIONS), Column.DESTINATION_DIALS, 1_000_000);
    Row fanOut = writer.fanOut(handler);
    for (int peak : new int[] {100, 500, 500, 500}) {
      writer.record(fanOut, Histogram.FANOUT_FOLLOWED, peak);
      writer.add(fanOut, Column.FANOUT_FOLLOWED_TASKS, peak);
    }
    writer.record(fanOut, Histogram.FANOUT_HELD, 100);
    return failed;
  }

  private static long amount(Column column) {
    return 1_000_003L * (1 + column.ordinal());
  }

  private static Named named(long failed) {
    return new Named(
        List.of(new Unbounded("p.S/M", 3, 512)),
        List.of(
            new DestinationCounts(
                "10.0.0.1:11211",
                amount(Column.DESTINATION_DIALS),
                failed,
                amount(Column.DESTINATION_CLOSED_LOCAL),
                amount(Column.DESTINATION_CLOSED_REMOTE),
                Map.of(1, 1L, Buckets.slotOfPower(18), 2L))),
        List.of(new LogSiteCounts("cache {} failed", 77, 1_234_567_891L)));
  }

  private static Set<String> effects() {
    Set<String> texts = new HashSet<>();
    for (String client : List.of("web", Label.OTHER, Label.UNATTRIBUTED)) {
      for (Effect effect : Effect.values()) {
        double amount = 0;
        for (Column column : Column.of(Table.LEDGER)) {
          amount += column.metric() == effect.metric() ? amount(column) * column.factor() : 0;
        }
        texts.add(client + ' ' + effect + ' ' + amount);
      }
    }
    return texts;
  }

  private static Set<String> effectsByClient(Ledger.Jvm jvm) {
    Set<String> texts = new HashSet<>();
    for (RowCounts row : jvm.rows()) {
      for (Effect effect : Effect.values()) {
        texts.add(row.client() + ' ' + effect + ' ' + row.effects().amount(effect));
      }
    }
    return texts;
  }
}
