package io.tidemark.collector.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelFilesTest {
  private static final Path PROC = Path.of("/proc");

  @TempDir Path folder;

  @Test
  void readsNoMoreThanItsBufferHolds() throws IOException {
    Path file = Files.writeString(folder.resolve("large"), "x".repeat(100_000));
    KernelFiles files = KernelFiles.of(folder);
    KernelFiles.Kept kept = files.keep(file);
    assertEquals("x".repeat(1 << 16), kept.text());
    assertEquals("x".repeat(1 << 16), files.text(file));
    assertEquals("x".repeat(8 << 10), files.shortText(file.toString()));
    Files.writeString(file, "short\u00e4");
    assertEquals("short\u00c3\u00a4", kept.text());
    assertEquals(7, kept.read());
    assertEquals('s', kept.bytes()[0]);
  }

  @Test
  void opensEachTimeWhatTheKernelDoesNotMake() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "1");
    KernelFiles files = KernelFiles.of(folder);
    KernelFiles.Kept kept = files.keep(file);
    assertFalse(files.keepsOpen());
    assertEquals("1", kept.text());
    Files.delete(file);
    assertThrows(NoSuchFileException.class, kept::text);
    Files.writeString(file, "2");
    assertEquals("2", kept.text());
  }

  /** The file of a process stays open, says what is new, and is gone with the process. */
  @Test
  void neverTakesAProcessForAnother() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.exists(PROC.resolve("self/stat")), "needs procfs");
    Process child = new ProcessBuilder("sleep", "600").start();
    KernelFiles files = KernelFiles.of(PROC);
    ProcessStats stats = new ProcessStats(PROC, files);
    try {
      assertTrue(files.keepsOpen());
      stats.nextLook();
      ProcessStat first = stats.of(child.pid());
      assertEquals(first, stats.of(child.pid()));
      assertFalse(first.ended());
      assertTrue(stats.isKnown(child.pid()));
    } finally {
      child.destroyForcibly();
    }
    assertTrue(child.waitFor(1, TimeUnit.MINUTES));
    assertFalse(stats.of(child.pid()).ended(), "as of the last look");
    stats.nextLook();
    assertThrows(NoSuchFileException.class, () -> stats.of(child.pid()));
    assertFalse(stats.isKnown(child.pid()));
    stats.close();
  }

  @Test
  void readsAFileOfTheKernelAnewEachTime() throws IOException {
    Assumptions.assumeTrue(Files.exists(PROC.resolve("uptime")), "needs procfs");
    KernelFiles.Kept uptime = KernelFiles.of(PROC).keep(PROC.resolve("uptime"));
    String first = uptime.text();
    long deadlineNs = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    String later = first;
    while (later.equals(first) && System.nanoTime() < deadlineNs) {
      later = uptime.text(); // it moves every hundredth of a second
    }
    assertTrue(Uptime.seconds(later).orElse(0) > Uptime.seconds(first).orElse(0), first + later);
    uptime.close();
  }
}
