package io.tidemark.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
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

  /** A copy under another name, which a test may damage. */
  static Path copy(Path segment, String name) throws IOException {
    return Files.copy(segment, segment.resolveSibling(name));
  }
}
