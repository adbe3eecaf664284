package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** A real writer in a process of its own: killed, ended, and read while it counts. */
class SegmentProcessIT {
  private static final long TEARING_READS = 20_000;

  @TempDir(factory = SharedMemory.class)
  Path directory;

  private Process process;
  private BufferedReader output;
  private Path segment;

  @BeforeEach
  void start() throws IOException {
    process = SegmentProcess.start(directory);
    output = process.inputReader(StandardCharsets.UTF_8);
    segment = Path.of(line());
  }

  @AfterEach
  void kill() {
    process.destroyForcibly();
  }

  @Test
  void everyRequestThatEndedBeforeTheKillIsCounted() throws Exception {
    Map<String, Long> ended = new HashMap<>();
    for (int lines = 0; lines < 200; lines++) {
      note(ended, line());
    }
    try (SegmentReader reader = SegmentReader.open(segment)) {
      assertTrue(reader.writerLives());
      process.toHandle().destroyForcibly(); // unlike Process's, it leaves the output readable
      process.waitFor();
      assertFalse(reader.writerLives());
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        note(ended, line);
      }
      SegmentSnapshot read = reader.read();
      assertFalse(read.cleanExit());
      LedgerRow row = read.rows().get(0);
      long told = ended.values().stream().mapToLong(Long::longValue).sum();
      long counted = row.count(Column.ENDED);
      // Each thread tells each thousandth: what it had not told yet is less than that.
      assertTrue(counted >= told, counted + " counted, " + told + " had ended");
      assertTrue(counted < told + 2000L * SegmentProcess.THREADS, counted + " of " + told);
      assertTrue(row.recorded(Histogram.DURATION) >= counted);
      assertTrue(row.active() <= SegmentProcess.THREADS);
    }
  }

  @Test
  void anOrderlyExitIsMarkedAndEndsTheLock() throws Exception {
    try (SegmentReader reader = SegmentReader.open(segment)) {
      assertFalse(reader.read().cleanExit());
      process.getOutputStream().close();
      while (output.readLine() != null) {
        // until it has exited
      }
      assertEquals(0, process.waitFor());
      assertTrue(reader.read().cleanExit());
      assertFalse(reader.writerLives());
    }
  }

  @Test
  void noWordIsEverTorn() throws Exception {
    Thread drain = new Thread(this::drain);
    drain.start();
    long before = 0;
    try (SegmentReader reader = SegmentReader.open(segment)) {
      for (long reads = 0; reads < TEARING_READS; reads++) {
        // No row, until the first request has been counted.
        long items = reader.read().rows().stream().mapToLong(row -> row.count(Column.ITEMS)).sum();
        assertEquals(items >>> 32, items & 0xffff_ffffL, "torn after " + reads + " reads");
        assertTrue(items >= before, "fell after " + reads + " reads");
        before = items;
      }
    }
    process.destroyForcibly();
    drain.join();
    assertTrue(before > 0);
  }

  private void drain() {
    try {
      while (output.readLine() != null) {
        // so that the writer does not wait for us
      }
    } catch (IOException e) {
      // it was killed
    }
  }

  private static void note(Map<String, Long> ended, String line) {
    String[] words = line.split(" ", -1);
    if (words.length == 2 && words[1].endsWith("000")) { // the last line may be cut by the kill
      ended.merge(words[0], Long.parseLong(words[1]), Math::max);
    }
  }

  private String line() throws IOException {
    String line = output.readLine();
    assertNotNull(line, "the writer ended early");
    return line;
  }

  /** Where segments really live, if this system has it: tmpfs copies differently from a disk. */
  static final class SharedMemory implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      Path shared = Path.of("/dev/shm");
      return Files.isDirectory(shared)
          ? Files.createTempDirectory(shared, "tidemark-test")
          : Files.createTempDirectory("tidemark-test");
    }
  }
}
