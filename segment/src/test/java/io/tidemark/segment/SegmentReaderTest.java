package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tidemark.segment.SegmentException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader meets files that no writer of this version wrote. */
class SegmentReaderTest {
  private static final int MUTATIONS = 10_000;

  @TempDir(factory = SharedMemory.class)
  Path directory;

  private byte[] good;
  private Path file;

  @BeforeEach
  void writeAGoodSegment() throws IOException {
    try (SegmentWriter writer = SegmentFixture.create(directory, SegmentFixture.SMALL)) {
      int handler = writer.handler(RpcSystem.GRPC, "dataplane.Posts/GetPostRecord");
      SegmentFixture.request(writer, writer.row(writer.client("new-indexer"), handler), 5, 5);
      SegmentFixture.request(writer, writer.row(writer.client("appview"), handler), 7, 7);
      SegmentFixture.pauses(writer);
      good = Files.readAllBytes(writer.path());
    }
    file = directory.resolve("hostile.segment");
  }

  @Test
  void readsTheGoodOne() throws IOException {
    Files.write(file, good);
    assertEquals(2, SegmentFixture.read(file).rows().size());
  }

  @Test
  void everyTruncationHasAReason() throws IOException {
    for (int length = 0; length < good.length; length += length < 4200 ? 61 : 997) {
      Files.write(file, Arrays.copyOf(good, length));
      assertEquals(length == 0 ? Reason.NOT_READY : Reason.TRUNCATED, reason(), "at " + length);
    }
  }

  @Test
  void namesWhatIsWrongWithAHeader() throws IOException {
    assertEquals(Reason.NOT_READY, reasonAfter(SegmentLayout.MAGIC_OFFSET, 0L));
    assertEquals(Reason.NOT_A_SEGMENT, reasonAfter(SegmentLayout.MAGIC_OFFSET, 12345L));
    assertEquals(
        Reason.BYTE_ORDER,
        reasonAfter(SegmentLayout.MAGIC_OFFSET, Long.reverseBytes(SegmentLayout.MAGIC)));
    assertEquals(Reason.VERSION, reasonAfter(SegmentLayout.VERSION_OFFSET, 1L));
    assertEquals(Reason.CORRUPT, reasonAfter(SegmentLayout.CLIENTS_OFFSET, -1L));
    assertEquals(Reason.CORRUPT, reasonAfter(SegmentLayout.ROWS_OFFSET, 1L << 40));
    assertEquals(Reason.CORRUPT, reasonAfter(SegmentLayout.STRIPES_OFFSET, 3L));
    assertEquals(Reason.CORRUPT, reasonAfter(SegmentLayout.FILE_BYTES_OFFSET, Long.MAX_VALUE));
  }

  @Test
  void anErrorSaysFileFoundAndExpected() throws IOException {
    Files.write(file, new byte[5000]);
    SegmentException error = assertThrows(SegmentException.class, () -> SegmentFixture.read(file));
    assertEquals(
        file + " begins with 0000000000000000, expected 4b52414d45444954", error.getMessage());
  }

  @Test
  void anIndexOutOfRangeHidesOnlyItsRow() throws IOException {
    int lastRow = SegmentFixture.SMALL.table(Table.LEDGER).rowOffset(5);
    assertEquals(1, rowsAfter(lastRow + SegmentLayout.ROW_CLIENT, 1_000_000));
    assertEquals(1, rowsAfter(lastRow + SegmentLayout.ROW_HANDLER, -5));
    assertEquals(1, rowsAfter(lastRow + SegmentLayout.ROW_CLIENT, 3), "a name never published");
  }

  @Test
  void noMutationEscapesOrGrows() throws IOException {
    Random random = new Random(20260421);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < MUTATIONS; i++) {
      Files.write(file, mutate(good.clone(), random));
      long before = threads.getThreadAllocatedBytes(thread);
      try {
        SegmentFixture.read(file);
      } catch (IOException expected) {
        // the only way in which reading may fail
      }
      long allocated = threads.getThreadAllocatedBytes(thread) - before;
      assertTrue(allocated < 2_000_000, "mutation " + i + " allocated " + allocated);
    }
  }

  @Test
  void noMutationOfThePausesGivesAnythingButCounts() throws IOException {
    Random random = new Random(20261121);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = good.clone();
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
      for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
        int end = SegmentLayout.NAMES_OFFSET - Long.BYTES;
        int offset =
            SegmentLayout.PAUSES_OFFSET + random.nextInt(random.nextInt(8) == 0 ? 8192 - 8 : 256);
        buffer.putLong(Math.min(end, offset) & ~7, random.nextLong());
      }
      Files.write(file, bytes);
      for (CollectorPauses pauses : SegmentFixture.read(file).pauses().orElseThrow()) {
        assertTrue(pauses.pauses() >= 0 && pauses.timeNs() >= 0, "mutation " + i);
        assertTrue(pauses.longestNs() >= 0 && pauses.told() >= 0, "mutation " + i);
        assertTrue(pauses.last().size() <= PauseLayout.LAST, "mutation " + i);
        assertTrue(pauses.name().length() <= PauseLayout.NAME_BYTES, "mutation " + i);
      }
    }
  }

  @Test
  void survivesAFileThatChangesWhileItReads() throws Exception {
    Files.write(file, good);
    Thread vandal = new Thread(this::vandalise);
    vandal.start();
    int failed = 0;
    try (SegmentReader reader = SegmentReader.open(file)) {
      while (vandal.isAlive()) {
        try {
          reader.read();
        } catch (IOException e) {
          failed++;
        }
      }
    }
    assertTrue(failed > 0, "it never met a damaged file");
  }

  // Each mutation changes some bytes or words, mostly in the header and the tables, or cuts the
  // end.
  private static byte[] mutate(byte[] bytes, Random random) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
      int end = random.nextBoolean() ? 128 : bytes.length;
      int offset = random.nextInt(end - Long.BYTES);
      switch (random.nextInt(4)) {
        case 0 -> buffer.put(offset, (byte) random.nextInt());
        case 1 -> buffer.putInt(offset & ~3, random.nextInt());
        case 2 -> buffer.putLong(offset & ~7, random.nextLong());
        default -> buffer.putInt(offset & ~3, 1 << random.nextInt(32));
      }
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private void vandalise() {
    Random random = new Random(7);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < 3_000; i++) {
        channel.write(ByteBuffer.wrap(mutate(good.clone(), random)), 0);
        channel.truncate(random.nextInt(good.length));
        channel.write(ByteBuffer.wrap(good), 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reason reasonAfter(int offset, long value) throws IOException {
    byte[] bytes = good.clone();
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putLong(offset, value);
    Files.write(file, bytes);
    return reason();
  }

  private int rowsAfter(int offset, int value) throws IOException {
    byte[] bytes = good.clone();
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(offset, value);
    Files.write(file, bytes);
    return SegmentFixture.read(file).rows().size();
  }

  private Reason reason() {
    return assertThrows(SegmentException.class, () -> SegmentFixture.read(file)).reason();
  }
}
