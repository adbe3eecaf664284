package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.NamedRow;
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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches as an agent records them, in a real segment. */
final class FanOutTest {
  // The agent's: fewer items are no large batch, and below this share of them a peak is held.
  private static final int LARGE_BATCH = 64;
  private static final double FOLLOWING = 0.8;

  @TempDir private Path root;
  private final Random random = new Random(42);
  private SegmentWriter writer;
  private Row handler;

  @BeforeEach
  void create() throws IOException {
    writer =
        SegmentWriter.create(
            new SegmentDirectory(root),
            new SegmentLayout(8, 4, 16, 1),
            new SegmentIdentity("dataplane", "0.1.0", "17.0.15", 4711, 0));
    handler = writer.fanOut(writer.handler(RpcSystem.GRPC, "p.S/M"));
  }

  @AfterEach
  void close() throws IOException {
    writer.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 64, 90, 91, 100, 107, 108, 128, 1000, 5000})
  void neverFlagsABoundThatABatchHasPassed(int bound) throws IOException {
    request(2 * bound + LARGE_BATCH, bound);
    for (int round = 0; round < 20; round++) {
      for (double ofBound : new double[] {0.3, 0.7, 0.9, 0.99, 1, 1.01, 1.1, 1.24, 1.3, 3, 20}) {
        int items = (int) (ofBound * bound);
        request(items, jittered(Math.min(items, bound)));
      }
      assertFalse(isUnbounded(), "round " + round);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 100, 1000})
  void takesTheFlagBackWhenTheBoundShows(int bound) throws IOException {
    for (int request = 0; request < 10; request++) {
      request(bound - 1, bound - 1);
    }
    assertEquals(bound > LARGE_BATCH, isUnbounded()); // nothing tells such a bound from none
    request(2 * bound, bound);
    assertFalse(isUnbounded());
  }

  @ParameterizedTest
  @ValueSource(ints = {LARGE_BATCH, 500, 20_000})
  void flagsWhatHasNoLimitWithinFiveLargeRequests(int items) throws IOException {
    for (int request = 0; request < 5; request++) {
      request(items, items);
    }
    assertTrue(isUnbounded());
  }

  @Test
  void flagsWhatHasNoLimitThoughSomeOfItsBatchesWereOverTooSoon() throws IOException {
    for (int items : new int[] {15_000, 16_000, 17_000, 18_000, 20_000}) {
      request(items, items == 16_000 ? 9_000 : jittered(items));
    }
    assertTrue(isUnbounded());
    for (int request = 0; request < 1000; request++) {
      request(LARGE_BATCH + request, 1 + random.nextInt(LARGE_BATCH)); // small and fast
    }
    assertTrue(isUnbounded());
  }

  @Test
  void neverFlagsAPlateau() throws IOException {
    for (int items = 300; items < 30_000; items += 100) {
      request(items, jittered(200));
    }
    assertFalse(isUnbounded());
  }

  @Test
  void takesTwoRequestsForACoincidence() throws IOException {
    request(500, 500);
    request(500, 500);
    assertFalse(isUnbounded());
    request(500, 500);
    assertTrue(isUnbounded());
  }

  /** As an agent counts a request's peak, which may miss a few tasks. */
  private int jittered(int peak) {
    return peak - random.nextInt(1 + peak / 50);
  }

  private void request(int items, int peak) {
    if (items >= LARGE_BATCH) {
      boolean followed = peak >= LARGE_BATCH && peak >= FOLLOWING * items;
      writer.record(handler, followed ? Histogram.FANOUT_FOLLOWED : Histogram.FANOUT_HELD, peak);
      writer.add(handler, followed ? Column.FANOUT_FOLLOWED_TASKS : Column.FANOUT_HELD_TASKS, peak);
    }
  }

  private boolean isUnbounded() throws IOException {
    try (SegmentReader reader = SegmentReader.open(writer.path())) {
      List<NamedRow> rows = reader.read().rows(Table.FANOUT);
      return rows.stream().anyMatch(FanOut::isUnbounded);
    }
  }
}
