package io.tidemark.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestTest {
  @TempDir Path work;

  @Test
  void countsEachPartOnce() throws IOException, InterruptedException {
    SegmentDirectory directory = new SegmentDirectory(work);
    SegmentLayout layout = new SegmentLayout(4, 4, 10, 1);
    SegmentIdentity identity = new SegmentIdentity("test", "1", "17", 1, 1);
    try (SegmentWriter segment = SegmentWriter.create(directory, layout, identity)) {
      Ledger ledger = new Ledger(segment);
      Request request = ledger.begin("feeds", ledger.handler(RpcSystem.GRPC, "a/B"));
      request.add(3, 10);
      request.add(4, 0);
      request.complete();
      request.complete();
      Thread[] ends = new Thread[8];
      for (int i = 0; i < ends.length; i++) {
        ends[i] = new Thread(() -> request.end(Column.ERROR_CANCELLED));
        ends[i].start();
      }
      for (Thread end : ends) {
        end.join();
      }
      ledger.failed();
      LedgerRow row;
      try (SegmentReader reader = SegmentReader.open(segment.path())) {
        row = reader.read().rows().get(0);
      }
      assertEquals(
          List.of(1L, 1L, 1L, 1L, 7L, 10L, 1L, 1L, 1L),
          List.of(
              row.count(Column.STARTED),
              row.count(Column.ENDED),
              row.errors(),
              row.count(Column.ERROR_CANCELLED),
              row.count(Column.ITEMS),
              row.count(Column.REQUEST_BYTES),
              row.recorded(Histogram.ITEMS),
              row.recorded(Histogram.REQUEST_BYTES),
              row.recorded(Histogram.DURATION)));
    }
  }

  @Test
  void isLongOverFiveMinutesAfterItsEnd() {
    long endNs = Long.MAX_VALUE - 1; // the clock may pass its highest value
    long fiveMinutesNs = 300_000_000_000L;
    assertFalse(Request.isLongOver(endNs, endNs + fiveMinutesNs));
    assertTrue(Request.isLongOver(endNs, endNs + fiveMinutesNs + 1));
  }
}
