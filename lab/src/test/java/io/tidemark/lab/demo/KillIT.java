package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.lab.load.LedgerRow;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of the data plane under load. Whatever a client has an answer to is in the
 * segment, and nothing is in it that no client sent.
 */
class KillIT {
  @Test
  void noAnsweredRequestIsLost() throws Exception {
    try (LabRun run = LabRun.calm()) {
      run.awaitAnswers("web-frontend", 500);
      run.lab().dataPlane().kill();
      List<LedgerRow> ledger = run.lab().stopLoad();
      List<Path> segments = new SegmentDirectory(run.directories().segments()).segments();
      assertEquals(1, segments.size());
      try (SegmentReader reader = SegmentReader.open(segments.get(0))) {
        assertFalse(reader.writerLives());
        SegmentSnapshot segment = reader.read();
        assertFalse(segment.cleanExit());
        ledger.forEach(row -> counted(row, segment));
      }
    }
  }

  private static void counted(LedgerRow sent, SegmentSnapshot segment) {
    io.tidemark.segment.LedgerRow row =
        segment.rows().stream()
            .filter(r -> r.client().equals(sent.client()) && r.handler().equals(sent.method()))
            .findFirst()
            .orElseThrow();
    between(sent.answered().requests(), row.count(Column.STARTED), sent.sent().requests(), sent);
    between(sent.answered().items(), row.count(Column.ITEMS), sent.sent().items(), sent);
    sent.answered()
        .itemsByUpperBound()
        .forEach(
            (bound, requests) ->
                between(
                    requests,
                    upTo(row, bound) - upTo(row, bound / 2),
                    sent.sent().itemsByUpperBound().getOrDefault(bound, 0L),
                    sent));
  }

  private static void between(long atLeast, long counted, long atMost, LedgerRow row) {
    assertTrue(
        atLeast <= counted && counted <= atMost,
        () -> "expected " + atLeast + " to " + atMost + ", counted " + counted + ": " + row);
  }

  /** Requests of at most so many items, a power of two or zero. */
  private static long upTo(io.tidemark.segment.LedgerRow row, long bound) {
    long requests = 0;
    for (int slot = 0; slot < Buckets.COUNT && Buckets.upperBound(slot) <= bound; slot++) {
      requests += row.slot(Histogram.ITEMS, slot);
    }
    return requests;
  }
}
