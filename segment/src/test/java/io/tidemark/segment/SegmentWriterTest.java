package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentWriterTest {
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
  void anEmptySegmentHasAnIdentityAndNoRows() throws IOException {
    assertEquals(
        new SegmentSnapshot(
            SegmentFixture.IDENTITY,
            SegmentFixture.SMALL,
            false,
            0,
            0,
            0,
            Stream.of(ProcessCounter.values()).collect(Collectors.toMap(each -> each, none -> 0L)),
            List.of(),
            Map.of(
                Table.DESTINATIONS, List.of(),
                Table.LOGGERS, List.of(),
                Table.LOG_SITES, List.of(),
                Table.FANOUT, List.of()),
            Optional.empty()),
        SegmentFixture.read(writer.path()));
  }

  @Test
  void onlyHandlersOfHttpAreOfTwoWords() throws IOException {
    Row http =
        writer.row(writer.client("new indexer"), writer.handler(RpcSystem.HTTP, "GET\t /posts/*"));
    writer.add(http, Column.STARTED, 1);

    LedgerRow read = onlyRow();
    assertEquals("new_indexer", read.client());
    assertEquals("GET /posts/*", read.handler());
  }

  @Test
  void aRequestIsOnItsRow() throws IOException {
    Row row = writer.row(writer.client("new-indexer"), writer.handler(RpcSystem.GRPC, "p.S/Get"));
    SegmentFixture.request(writer, row, 18_204, 2_000_000_000);
    writer.add(row, Column.STARTED, 1);
    writer.add(row, Column.ofGrpcCode(14), 1);

    LedgerRow read = onlyRow();
    assertEquals("new-indexer", read.client());
    assertEquals("p.S/Get", read.handler());
    assertEquals(RpcSystem.GRPC, read.system());
    assertEquals(2, read.count(Column.STARTED));
    assertEquals(1, read.count(Column.ENDED));
    assertEquals(1, read.active());
    assertEquals(18_204, read.count(Column.ITEMS));
    assertEquals(1, read.slot(Histogram.ITEMS, Buckets.slot(18_204)));
    assertEquals(1, read.recorded(Histogram.ITEMS));
    assertEquals(1, read.slot(Histogram.DURATION, Buckets.slotOfPower(21)), "2 s are 2^21 ticks");
    assertEquals(1, read.count(Column.ERROR_UNAVAILABLE));
    assertEquals(1, read.errors());
  }

  @Test
  void equalNamesHaveEqualIndexesAfterCleaning() {
    assertEquals(writer.client("a b"), writer.client(" a\nb "));
    assertNotEquals(writer.client("a"), writer.client("b"));
    assertTrue(writer.client(Label.OTHER).isOther());
  }

  @Test
  void whatIsKnownIsFoundWithoutAllocating() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < 2; i++) { // the first time makes what is to be known
      long before = threads.getThreadAllocatedBytes(thread);
      for (int request = 0; request < 10_000; request++) {
        Row row = writer.row(writer.client("feeds"), writer.handler(RpcSystem.HTTP, "GET /posts"));
        writer.add(row, Column.STARTED, 1);
        writer.fanOut(1);
      }
      long allocated = threads.getThreadAllocatedBytes(thread) - before;
      assertTrue(i == 0 || allocated < 10_000, "bytes for 10,000 requests: " + allocated);
    }
  }

  @Test
  void aHandlersFanOutHasTheHandlersName() throws IOException {
    int handler = writer.handler(RpcSystem.HTTP, "GET  /posts/{id}");
    SegmentFixture.request(writer, writer.row(writer.client("feeds"), handler), 1, 1);
    writer.add(writer.fanOut(handler), Column.FANOUT_HELD_TASKS, 1);
    SegmentSnapshot read = SegmentFixture.read(writer.path());
    assertEquals("GET /posts/{id}", read.rows().get(0).handler());
    assertEquals("GET /posts/{id}", read.rows(Table.FANOUT).get(0).name());
  }

  @Test
  void clientsBeyondTheCapacityAreOther() throws IOException {
    int handler = writer.handler(RpcSystem.GRPC, "p.S/Get");
    for (int i = 0; i < 10; i++) {
      SegmentFixture.request(writer, writer.row(writer.client("client-" + i), handler), 1, 1);
    }
    SegmentSnapshot read = SegmentFixture.read(writer.path());
    assertEquals(4, read.clientsUsed());
    assertEquals(6, read.processCounters().get(ProcessCounter.OVERFLOW_CLIENTS));
    assertEquals(
        List.of("other 6", "client-0 1", "client-1 1", "client-2 1", "client-3 1"), describe(read));
  }

  @Test
  void handlersBeyondTheCapacityAreOther() throws IOException {
    Client client = writer.client("a");
    for (int i = 0; i < 5; i++) {
      int handler = writer.handler(RpcSystem.JAVA, "C/m" + i);
      SegmentFixture.request(writer, writer.row(client, handler), 1, 1);
    }
    SegmentSnapshot read = SegmentFixture.read(writer.path());
    assertEquals(3, read.handlersUsed());
    assertEquals(2, read.processCounters().get(ProcessCounter.OVERFLOW_HANDLERS));
    assertEquals(2, read.rows().get(3).count(Column.STARTED));
    assertEquals("other", read.rows().get(3).handler());
  }

  @Test
  void pairsBeyondTheRowsAreOtherAtTheirHandler() throws IOException {
    // 4 clients × 3 handlers want 12 rows; 12 less the 4 of 'other' are there.
    for (int client = 0; client < 4; client++) {
      for (int handler = 0; handler < 3; handler++) {
        Client clientIndex = writer.client("client-" + client);
        int handlerIndex = writer.handler(RpcSystem.GRPC, "p.S/M" + handler);
        SegmentFixture.request(writer, writer.row(clientIndex, handlerIndex), 1, 1);
      }
    }
    SegmentSnapshot read = SegmentFixture.read(writer.path());
    assertEquals(4, read.processCounters().get(ProcessCounter.OVERFLOW_ROWS));
    assertEquals(
        12, read.rows().stream().mapToLong(row -> row.count(Column.STARTED)).sum(), "none lost");
    assertEquals(
        4,
        read.rows().stream()
            .filter(row -> row.client().equals(Label.OTHER))
            .mapToLong(row -> row.count(Column.STARTED))
            .sum());
  }

  @Test
  void closingMarksACleanExitAndKeepsTheFile() throws IOException {
    writer.close();
    assertTrue(SegmentFixture.read(writer.path()).cleanExit());
    writer.add(writer.row(writer.client("late"), 0), Column.STARTED, 1);
  }

  @Test
  void theLockShowsThatTheWriterLivesUntilItCloses() throws IOException {
    try (SegmentReader reader = SegmentReader.open(writer.path())) {
      assertTrue(reader.writerLives());
      writer.close();
      assertFalse(reader.writerLives());
    }
  }

  private LedgerRow onlyRow() throws IOException {
    List<LedgerRow> rows = SegmentFixture.read(writer.path()).rows();
    assertEquals(1, rows.size());
    return rows.get(0);
  }

  private static List<String> describe(SegmentSnapshot read) {
    return read.rows().stream().map(row -> row.client() + " " + row.count(Column.STARTED)).toList();
  }
}
