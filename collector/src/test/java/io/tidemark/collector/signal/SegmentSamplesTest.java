package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Row;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentWriter;
import io.tidemark.segment.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples that are kept while nothing moves are those that would be made anew. */
class SegmentSamplesTest {
  private static final Source SOURCE = new Source("dataplane", "node-7-1", 1, Map.of(), false);

  @TempDir private Path root;
  private final Random random = new Random(20261121);
  private final List<InTable> rows = new ArrayList<>();
  private SegmentWriter writer;
  private SegmentReader reader;

  private record InTable(Table table, Row row) {}

  @BeforeEach
  void create() throws IOException {
    writer =
        SegmentWriter.create(
            new SegmentDirectory(root),
            new SegmentLayout(4, 3, 14, 2),
            new SegmentIdentity("dataplane", "0.1.0", "17.0.15", 4711, 0));
    reader = SegmentReader.open(writer.path());
  }

  @AfterEach
  void close() throws IOException {
    reader.close();
    writer.close();
  }

  @Test
  void keptSamplesAreWhatFreshOnesAre() throws IOException {
    SegmentSamples kept = new SegmentSamples(SOURCE, null);
    for (int step = 0; step < 1_000; step++) {
      if (random.nextInt(3) > 0) {
        change();
      }
      boolean living = random.nextInt(10) > 0;
      assertEquals(fresh(living), SampleText.of(kept.of(reader.read(), living, step)), "" + step);
    }
    assertTrue(fresh(true).contains("[other, "), "clients lost their places");
  }

  private String fresh(boolean living) throws IOException {
    try (SegmentReader once = SegmentReader.open(writer.path())) {
      return SampleText.of(new SegmentSamples(SOURCE, null).of(once.read(), living, 0));
    }
  }

  private void change() {
    switch (random.nextInt(6)) {
      case 0 -> {
        String name = "client-" + random.nextInt(12);
        int handler = writer.handler(RpcSystem.HTTP, "GET /" + random.nextInt(5));
        Row row = writer.row(writer.client(name), handler);
        rows.add(new InTable(Table.LEDGER, row));
        writer.add(row, Column.STARTED, 1 + random.nextInt(2));
        writer.add(row, Column.ENDED, 1);
        writer.weigh(name, random.nextInt(100_000));
      }
      case 1 -> {
        String address = "10.0.0." + random.nextInt(80) + ":443";
        rows.add(new InTable(Table.DESTINATIONS, writer.row(Table.DESTINATIONS, address)));
      }
      case 2 -> {
        int handler = writer.handler(RpcSystem.HTTP, "GET /1");
        rows.add(new InTable(Table.FANOUT, writer.fanOut(handler)));
      }
      default -> {
        if (!rows.isEmpty()) {
          count(rows.get(random.nextInt(rows.size())));
        }
      }
    }
  }

  private void count(InTable in) {
    List<Column> columns = Column.of(in.table());
    List<Histogram> histograms = Histogram.of(in.table());
    writer.add(in.row(), columns.get(random.nextInt(columns.size())), 1);
    if (random.nextBoolean()) {
      Histogram histogram = histograms.get(random.nextInt(histograms.size()));
      writer.record(in.row(), histogram, random.nextInt(5_000));
    }
  }

  @Test
  void whatHasNotMovedIsTheSameSample() throws IOException {
    int handler = writer.handler(RpcSystem.GRPC, "p.S/Get");
    Row still = writer.row(writer.client("still"), handler);
    Row moving = writer.row(writer.client("moving"), handler);
    writer.add(still, Column.STARTED, 1);
    writer.add(moving, Column.STARTED, 1);
    SegmentSamples kept = new SegmentSamples(SOURCE, null);
    List<Sample> before = kept.of(reader.read(), true, 1_000);
    assertSame(before, kept.of(reader.read(), true, 2_000));
    assertEquals(1_000, kept.movedMs());
    writer.add(moving, Column.STARTED, 1);
    List<Sample> after = kept.of(reader.read(), true, 3_000);
    assertEquals(3_000, kept.movedMs());
    assertSame(of(before, "still"), of(after, "still"));
    assertEquals(List.of("moving", "p.S/Get", "grpc"), of(after, "moving").labels());
  }

  private static Sample of(List<Sample> samples, String client) {
    return samples.stream()
        .filter(sample -> sample.labels().contains(client))
        .findFirst()
        .orElseThrow();
  }
}
