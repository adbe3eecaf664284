package io.tidemark.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** What the segment's tests have in common: a directory, an identity, a small layout. */
final class SegmentFixture {
  static final SegmentIdentity IDENTITY =
      new SegmentIdentity("dataplane", "1.2.3", "17.0.15", 4711, 1_700_000_000_000L);

  static final SegmentLayout SMALL = new SegmentLayout(4, 3, 12, 2);

  private SegmentFixture() {}

  /** A segment in a directory that may be on a disk: the tests' own is no service. */
  static SegmentWriter create(Path directory, SegmentLayout layout) throws IOException {
    SegmentDirectory segments = new SegmentDirectory(directory);
    segments.prepare(true);
    return SegmentWriter.create(segments, layout, IDENTITY);
  }

  /** The same, with a clock of the test's own. */
  static SegmentWriter create(Path directory, SegmentLayout layout, LongSupplier nanoTime)
      throws IOException {
    SegmentDirectory segments = new SegmentDirectory(directory);
    segments.prepare(true);
    return SegmentWriter.create(segments, layout, IDENTITY, nanoTime);
  }

  /** One request, from beginning to end. */
  static void request(SegmentWriter writer, Row row, long items, long elapsedNs) {
    writer.add(row, Column.STARTED, 1);
    writer.add(row, Column.ITEMS, items);
    writer.record(row, Histogram.ITEMS, items);
    writer.add(row, Column.DURATION_NS, elapsedNs);
    writer.record(row, Histogram.DURATION, Histogram.durationTicks(elapsedNs));
    writer.add(row, Column.ENDED, 1);
  }

  /** A collector with three pauses that nobody told one by one, and two that were. */
  static void pauses(SegmentWriter writer) {
    writer.reportPauses();
    PauseWriter pauses = Objects.requireNonNull(writer.pauses("G1 Young Generation"));
    pauses.count(3, 2_000_000);
    pauses.pause(1_700_000_001_000L, 743_000_000);
    pauses.pause(1_700_000_002_000L, 4_000_000);
    pauses.total(753_000_000);
  }

  static SegmentSnapshot read(Path segment) throws IOException {
    try (SegmentReader reader = SegmentReader.open(segment)) {
      return reader.read();
    }
  }

  /** Everything that a snapshot holds, each number of it. */
  static String text(SegmentSnapshot snapshot) {
    StringBuilder text = new StringBuilder();
    text.append(snapshot.identity()).append(snapshot.layout()).append(snapshot.cleanExit());
    text.append(snapshot.clientsUsed()).append(' ').append(snapshot.handlersUsed());
    text.append(' ').append(snapshot.rowsUsed()).append('\n');
    text.append(new TreeMap<>(snapshot.processCounters())).append('\n');
    for (LedgerRow row : snapshot.rows()) {
      text.append(row.client()).append(' ').append(row.handler()).append(' ').append(row.system());
      numbers(text, row);
    }
    for (Table table : Table.values()) {
      for (NamedRow row : snapshot.rows(table)) {
        text.append(table).append(' ').append(row.name());
        numbers(text, row);
      }
    }
    for (CollectorPauses each : snapshot.pauses().orElse(List.of())) {
      text.append(each.name()).append(each.timeNs()).append(each.last());
      text.append(Arrays.toString(each.slots())).append('\n');
    }
    return text.append(snapshot.pauses().isPresent()).toString();
  }

  private static void numbers(StringBuilder text, CountedRow row) {
    for (Column column : Column.of(row.table())) {
      text.append(' ').append(row.count(column));
    }
    for (Histogram histogram : Histogram.of(row.table())) {
      for (int slot = 0; slot < histogram.slots(); slot++) {
        long count = row.slot(histogram, slot);
        text.append(count == 0 ? "" : " " + histogram + slot + "=" + count);
      }
    }
    text.append('\n');
  }

  /** A copy under another name, which a test may damage. */
  static Path copy(Path segment, String name) throws IOException {
    return Files.copy(segment, segment.resolveSibling(name));
  }
}
