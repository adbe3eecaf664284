package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tidemark.segment.CollectorPauses.Pause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseWriterTest {
  @TempDir Path directory;
  private SegmentWriter writer;

  @BeforeEach
  void create() throws IOException {
    writer = SegmentFixture.create(directory, SegmentFixture.SMALL);
  }

  @AfterEach
  void close() throws IOException {
    writer.close();
  }

  @Test
  void notReportedIsNotTheSameAsNone() throws IOException {
    assertEquals(Optional.empty(), read());
    writer.reportPauses();
    assertEquals(Optional.of(List.of()), read());
  }

  @Test
  void pausesAreInTotalsHistogramAndOneByOne() throws IOException {
    SegmentFixture.pauses(writer);
    CollectorPauses read = only();
    assertEquals("G1 Young Generation", read.name());
    assertEquals(
        List.of(5L, 753_000_000L, 743_000_000L, 2L),
        List.of(read.pauses(), read.timeNs(), read.longestNs(), read.told()));
    assertEquals(
        List.of(
            new Pause(1_700_000_001_000L, 743_000_000), new Pause(1_700_000_002_000L, 4_000_000)),
        read.last());
    long[] expected = new long[Buckets.COUNT];
    expected[slot(2_000_000)] += 3;
    expected[slot(743_000_000)]++;
    expected[slot(4_000_000)]++;
    assertEquals(longs(expected), longs(read.slots()));
  }

  @Test
  void keepsTheLastPauses() throws IOException {
    writer.reportPauses();
    PauseWriter pauses = Objects.requireNonNull(writer.pauses("Copy"));
    for (int i = 1; i <= 100; i++) {
      pauses.pause(i, 1000L * i);
    }
    List<Pause> expected = new ArrayList<>();
    for (int i = 101 - PauseLayout.LAST; i <= 100; i++) {
      expected.add(new Pause(i, 1000L * i));
    }
    assertEquals(expected, only().last());
    assertEquals(100, pauses.pauses());
  }

  @Test
  void aCollectorTooManyHasNoPlace() throws IOException {
    writer.reportPauses();
    List<String> names = List.of("a", "b c", "d\u0000", "e");
    for (String name : names) {
      assertNotNull(writer.pauses(name));
    }
    assertNull(writer.pauses("f"));
    assertEquals(
        List.of("a", "b c", "d", "e"),
        read().orElseThrow().stream().map(CollectorPauses::name).toList());
  }

  private static int slot(long durationNs) {
    return Buckets.slot(Histogram.durationTicks(durationNs));
  }

  private static List<Long> longs(long[] values) {
    List<Long> longs = new ArrayList<>();
    for (long value : values) {
      longs.add(value);
    }
    return longs;
  }

  private CollectorPauses only() throws IOException {
    List<CollectorPauses> read = read().orElseThrow();
    assertEquals(1, read.size());
    return read.get(0);
  }

  private Optional<List<CollectorPauses>> read() throws IOException {
    return SegmentFixture.read(writer.path()).pauses();
  }
}
