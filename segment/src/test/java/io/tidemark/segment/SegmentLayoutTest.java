package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentLayoutTest {
  @TempDir Path directory;

  @Test
  void theDefaultFitsIntoEightMebibytesWithRoomForManyRows() {
    SegmentLayout layout = SegmentLayout.fitting(8 << 20, 256, 128, 4);
    assertTrue(layout.fileBytes() <= 8 << 20, "bytes " + layout.fileBytes());
    assertTrue(layout.rows() >= 700, "rows " + layout.rows());
  }

  @Test
  void saysHowManyBytesAreNeeded() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> SegmentLayout.fitting(100_000, 256, 128, 4));
    String needed = String.valueOf(error.getMessage()).replaceAll(".*at least (\\d+) bytes", "$1");
    assertEquals(130, SegmentLayout.fitting(Integer.parseInt(needed), 256, 128, 4).rows());
    assertThrows(
        IllegalArgumentException.class,
        () -> SegmentLayout.fitting(Integer.parseInt(needed) - 1, 256, 128, 4));
  }

  @Test
  void rowsAreNoMoreThanPairs() {
    assertEquals(3 * 4, SegmentLayout.fitting(8 << 20, 2, 3, 1).rows());
  }

  @Test
  void noTwoThingsShareAByte() {
    SegmentLayout layout = new SegmentLayout(3, 2, 5, 4);
    List<int[]> places = new ArrayList<>();
    places.add(new int[] {0, SegmentLayout.HEADER_BYTES});
    for (int collector = 0; collector < PauseLayout.COLLECTORS; collector++) {
      addPauses(places, PauseLayout.offset(collector));
    }
    for (int i = 0; i <= layout.handlers(); i++) {
      places.add(new int[] {layout.handlerOffset(i), SegmentLayout.HANDLER_ENTRY_BYTES});
    }
    for (int i = 0; i <= layout.clients(); i++) {
      places.add(new int[] {layout.clientOffset(i), SegmentLayout.CLIENT_ENTRY_BYTES});
    }
    for (Table table : Table.values()) {
      for (int row = 0; row < layout.table(table).rows(); row++) {
        addRow(places, layout.table(table), row);
      }
    }
    places.sort((a, b) -> Integer.compare(a[0], b[0]));
    for (int i = 1; i < places.size(); i++) {
      assertTrue(
          places.get(i - 1)[0] + places.get(i - 1)[1] <= places.get(i)[0],
          "overlap at " + places.get(i)[0]);
    }
    int[] last = Collections.max(places, (a, b) -> Integer.compare(a[0], b[0]));
    assertTrue(last[0] + last[1] <= layout.fileBytes());
  }

  private static void addPauses(List<int[]> places, int offset) {
    places.add(new int[] {offset, PauseLayout.NAME});
    places.add(new int[] {offset + PauseLayout.NAME, Integer.BYTES + PauseLayout.NAME_BYTES});
    places.add(new int[] {offset + PauseLayout.PAUSES, Long.BYTES});
    places.add(new int[] {offset + PauseLayout.TIME_NS, Long.BYTES});
    places.add(new int[] {offset + PauseLayout.LONGEST_NS, Long.BYTES});
    places.add(new int[] {offset + PauseLayout.TOLD, Long.BYTES});
    for (int slot = 0; slot < Buckets.COUNT; slot++) {
      places.add(new int[] {offset + PauseLayout.slot(slot), Long.BYTES});
    }
    for (int pause = 0; pause < PauseLayout.LAST; pause++) {
      int place = offset + PauseLayout.pause(pause);
      places.add(new int[] {place + PauseLayout.START_EPOCH_MS, Long.BYTES});
      places.add(new int[] {place + PauseLayout.DURATION_NS, Long.BYTES});
    }
  }

  private static void addRow(List<int[]> places, TableLayout table, int row) {
    int header =
        table.table() == Table.LEDGER
            ? SegmentLayout.ROW_HANDLER + Integer.BYTES
            : SegmentLayout.ROW_NAME + Integer.BYTES + SegmentLayout.HANDLER_NAME_BYTES;
    places.add(new int[] {table.rowOffset(row), header});
    for (int stripe = 0; stripe < table.stripes(); stripe++) {
      for (Column column : Column.of(table.table())) {
        places.add(new int[] {table.counterOffset(row, stripe, column), Long.BYTES});
      }
    }
    for (Histogram histogram : Histogram.of(table.table())) {
      for (int slot = 0; slot < histogram.slots(); slot++) {
        places.add(new int[] {table.slotOffset(row, histogram, slot), Long.BYTES});
      }
    }
  }

  /**
   * A file of version 3, written once and kept: whoever changes the format without a new version
   * fails here. Little-endian, as every machine that this is built on.
   */
  @Test
  void readsTheKeptFileOfVersionThree() throws IOException {
    Path file = directory.resolve("v3.segment");
    try (InputStream kept = getClass().getResourceAsStream("v3.segment.gz")) {
      Files.write(file, new GZIPInputStream(kept).readAllBytes());
    }
    SegmentSnapshot read = SegmentFixture.read(file);
    assertEquals(SegmentFixture.IDENTITY, read.identity());
    assertEquals(SegmentFixture.SMALL, read.layout());
    assertTrue(read.cleanExit());
    assertEquals(1, read.rows().size());
    LedgerRow row = read.rows().get(0);
    assertEquals("new-indexer dataplane.Posts/GetPostRecord", row.client() + " " + row.handler());
    assertEquals(18_204, row.count(Column.ITEMS));
    assertEquals(1, row.slot(Histogram.ITEMS, Buckets.slot(18_204)));
    CollectorPauses pauses = read.pauses().orElseThrow().get(0);
    assertEquals("G1 Young Generation 5", pauses.name() + " " + pauses.pauses());
    assertEquals(new CollectorPauses.Pause(1_700_000_002_000L, 4_000_000), pauses.last().get(1));
  }
}
