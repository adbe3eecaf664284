package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that remembers what it saw reads what one that remembers nothing does. */
class ReadAgainTest {
  private static final SegmentLayout LAYOUT = new SegmentLayout(4, 3, 14, 2);

  @TempDir Path directory;
  private final AtomicLong clockNs = new AtomicLong();
  private final CopyBuffer buffer = new CopyBuffer();
  private final Random random = new Random(20261121);
  private final List<Row> rows = new ArrayList<>(); // kept, as a service's threads keep theirs
  private int collectors;
  private SegmentWriter writer;
  private SegmentReader reader;

  @BeforeEach
  void create() throws IOException {
    writer = SegmentFixture.create(directory, LAYOUT, clockNs::get);
    reader = SegmentReader.open(writer.path(), buffer);
  }

  @AfterEach
  void close() throws IOException {
    reader.close();
    writer.close();
  }

  /**
   * Names that come and lose their places, counts in rows of names that lost them, histograms
   * alone, process counters, pauses; beside another segment that is copied to the same memory.
   */
  @Test
  void readsWhatAFreshReaderReads() throws IOException {
    long evicted = 0;
    int same = 0;
    try (SegmentWriter other = SegmentFixture.create(directory, SegmentFixture.SMALL);
        SegmentReader beside = SegmentReader.open(other.path(), buffer)) {
      SegmentSnapshot before = reader.read();
      for (int step = 0; step < 1_500; step++) {
        for (int i = random.nextInt(4); i > 0; i--) {
          change();
        }
        int handler = other.handler(RpcSystem.GRPC, "p.S/Beside");
        SegmentFixture.request(other, other.row(other.client("x" + step % 9), handler), step, 5);
        SegmentSnapshot next = beside.read();
        if (step % 10 == 0) {
          assertEquals(fresh(other.path()), SegmentFixture.text(next));
        }
        SegmentSnapshot now = reader.read();
        assertEquals(fresh(writer.path()), SegmentFixture.text(now), "after step " + step);
        same += isTheSame(now, before) ? 1 : 0;
        evicted = now.processCounters().getOrDefault(ProcessCounter.EVICTED_CLIENTS, 0L);
        before = now;
      }
    }
    assertTrue(evicted > 20, "places changed hands " + evicted + " times");
    assertTrue(same > 100, "nothing had moved " + same + " times");
  }

  private static boolean isTheSame(Object one, Object other) {
    return one == other;
  }

  private void change() {
    clockNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(random.nextInt(400)));
    switch (random.nextInt(12)) {
      case 0, 1 -> {
        String name = "client-" + random.nextInt(12);
        int handler = writer.handler(RpcSystem.HTTP, "GET /" + random.nextInt(5));
        Row row = writer.row(writer.client(name), handler);
        rows.add(row);
        SegmentFixture.request(writer, row, random.nextInt(100), 1_000);
        writer.weigh(name, random.nextInt(100_000));
      }
      case 2 -> rows.add(writer.row(Table.DESTINATIONS, "10.0.0." + random.nextInt(200) + ":1"));
      case 3 -> {
        Row site =
            writer.row(Table.LOG_SITES, "text " + random.nextInt(150), 1 + random.nextInt(9));
        writer.add(site, Column.SITE_EVENTS, 1);
      }
      case 4 -> writer.add(ProcessCounter.AGENT_ERRORS, random.nextInt(2));
      case 5 -> {
        if (random.nextInt(50) == 0) {
          writer.handler(RpcSystem.GRPC, "p.S/Alone" + random.nextInt(9)); // a name without a row
        }
      }
      case 6 -> {
        if (collectors < PauseLayout.COLLECTORS && random.nextInt(30) == 0) {
          SegmentFixture.pauses(writer);
          collectors++;
        }
      }
      default -> count();
    }
  }

  private void count() {
    if (rows.isEmpty()) {
      return;
    }
    Row row = rows.get(random.nextInt(rows.size()));
    List<Column> columns = Column.of(row.table());
    List<Histogram> histograms = Histogram.of(row.table());
    if (random.nextBoolean()) {
      writer.add(row, columns.get(random.nextInt(columns.size())), random.nextInt(3));
    } else { // the last message of a request has arrived, and nothing else
      writer.record(
          row, histograms.get(random.nextInt(histograms.size())), random.nextInt(1 << 20));
    }
  }

  @Test
  void whatHasNotMovedIsTheSameObject() throws IOException {
    int handler = writer.handler(RpcSystem.GRPC, "p.S/Get");
    Row first = writer.row(writer.client("a"), handler);
    Row second = writer.row(writer.client("b"), handler);
    SegmentFixture.request(writer, first, 1, 1_000);
    SegmentFixture.request(writer, second, 2, 1_000);
    SegmentSnapshot before = reader.read();
    assertSame(before, reader.read());
    writer.record(second, Histogram.ITEMS, 7);
    SegmentSnapshot after = reader.read();
    assertSame(before.rows().get(0), after.rows().get(0));
    LedgerRow moved = after.rows().get(1);
    assertNotSame(before.rows().get(1), moved);
    assertEquals(2, moved.recorded(Histogram.ITEMS));
    assertSame(before.rows().get(1).counts(Histogram.DURATION), moved.counts(Histogram.DURATION));
  }

  /** Rows that count for one name are added up anew only when one of them moved. */
  @Test
  void sumsOfRowsAreKeptLikeRows() throws IOException {
    int handler = writer.handler(RpcSystem.GRPC, "p.S/Get");
    for (String name : List.of("a", "b", "c", "d")) {
      SegmentFixture.request(writer, writer.row(writer.client(name), handler), 10, 1_000);
    }
    SegmentFixture.request(writer, writer.row(writer.client("heavy"), handler), 9_000, 1_000);
    writer.weigh("heavy", 9_000);
    LedgerRow other = other(reader.read());
    assertEquals(2, other.count(Column.STARTED), "the heavy one's first, and the lightest's");
    assertSame(other, other(reader.read()));
    Row heavy = writer.row(writer.client("heavy"), handler);
    SegmentFixture.request(writer, heavy, 1, 1_000);
    assertSame(other, other(reader.read()));
    SegmentFixture.request(writer, writer.row(writer.client("other"), handler), 1, 1_000);
    assertEquals(3, other(reader.read()).count(Column.STARTED));
  }

  private static LedgerRow other(SegmentSnapshot snapshot) {
    return snapshot.rows().stream()
        .filter(row -> row.client().equals(Label.OTHER))
        .findFirst()
        .orElseThrow();
  }

  /** The file's contents become another segment's, whose step counter stands at the same. */
  @Test
  void anotherSegmentInTheSameFileIsReadFromTheBeginning() throws IOException {
    byte[] one = segment("one", 4);
    byte[] another = segment("two", 4);
    long word = SegmentLayout.CHANGES_OFFSET;
    assertEquals(word(one, word), word(another, word));
    Path file = directory.resolve("changing.segment");
    Files.write(file, one);
    try (SegmentReader changing = SegmentReader.open(file, buffer)) {
      assertEquals("one", changing.read().rows().get(0).client());
      ByteBuffer.wrap(another)
          .order(ByteOrder.nativeOrder())
          .putLong(SegmentLayout.START_OFFSET, 1_700_000_000_001L);
      Files.write(file, another);
      assertEquals(fresh(file), SegmentFixture.text(changing.read()));
      byte[] larger = segment("three", 5);
      Files.write(file, larger);
      assertEquals(fresh(file), SegmentFixture.text(changing.read()));
      Files.write(file, one);
      assertEquals(fresh(file), SegmentFixture.text(changing.read()));
    }
  }

  private byte[] segment(String client, int clients) throws IOException {
    SegmentLayout layout = new SegmentLayout(clients, 3, 14, 2);
    try (SegmentWriter of = SegmentFixture.create(directory, layout)) {
      int handler = of.handler(RpcSystem.GRPC, "p.S/Get");
      SegmentFixture.request(of, of.row(of.client(client), handler), 1, 1_000);
      return Files.readAllBytes(of.path());
    }
  }

  private static long word(byte[] bytes, long offset) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong((int) offset);
  }

  /** Whatever became of the file in between: what can be read is read as if for the first time. */
  @Test
  void aDamagedFileLeavesNothingBehind() throws IOException {
    SegmentFixture.request(
        writer, writer.row(writer.client("a"), writer.handler(RpcSystem.GRPC, "p.S/Get")), 1, 1);
    byte[] good = Files.readAllBytes(writer.path());
    Path file = directory.resolve("damaged.segment");
    Files.write(file, good);
    String expected = fresh(file);
    try (SegmentReader damaged = SegmentReader.open(file, buffer);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < 300; i++) {
        assertEquals(expected, SegmentFixture.text(damaged.read()), "round " + i);
        int length = random.nextInt(good.length);
        if (random.nextBoolean()) {
          channel.truncate(length);
          assertThrows(SegmentException.class, damaged::read);
        } else { // a step that was never finished
          channel.write(words(random.nextInt(100) * 2L + 1), SegmentLayout.CHANGES_OFFSET);
          channel.write(words(random.nextLong()), length & ~7);
          mayFail(damaged);
        }
        channel.write(ByteBuffer.wrap(good), 0);
      }
    }
  }

  private static ByteBuffer words(long word) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, word);
  }

  private static void mayFail(SegmentReader damaged) {
    try {
      damaged.read();
    } catch (IOException expected) {
      // the only way in which reading may fail
    }
  }

  /** A collector that watches twenty of them every second must not keep its memory busy. */
  @Test
  void readingWhatHasNotMovedAllocatesLittle() throws IOException {
    SegmentLayout layout = SegmentLayout.fitting(4 << 20, 200, 3, 2);
    try (SegmentWriter many = SegmentFixture.create(directory, layout);
        SegmentReader of = SegmentReader.open(many.path(), buffer)) {
      for (int i = 0; i < 200; i++) {
        int handler = many.handler(RpcSystem.GRPC, "p.S/Get");
        SegmentFixture.request(many, many.row(many.client("client-" + i), handler), i, 1_000);
      }
      SegmentSnapshot first = of.read();
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      of.read();
      long before = threads.getThreadAllocatedBytes(thread);
      SegmentSnapshot again = of.read();
      long allocated = threads.getThreadAllocatedBytes(thread) - before;
      assertSame(first, again);
      assertTrue(allocated < 16 << 10, "200 rows that had not moved took " + allocated + " bytes");
    }
  }

  private static String fresh(Path segment) throws IOException {
    return SegmentFixture.text(SegmentFixture.read(segment));
  }
}
