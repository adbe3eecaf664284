package io.tidemark.collector.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of damaged recordings: whatever is in a file, reading it ends, takes bounded memory and
 * throws nothing but {@link HsperfException}. The damage is the same at every run.
 */
final class HsperfFuzzTest {
  private static final int MUTATIONS = 2_000;
  private static final int FILES = 300;
  // A sound file takes 40 KiB: some names, texts and numbers.
  private static final long MAX_ALLOCATED_BYTES = 1 << 20;
  private static final int FIRST_ENTRY = 24;

  private final Random random = new Random(17);
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk17-Serial", "jdk17-Parallel", "jdk17-G1", "jdk17-Z", "jdk17-Shenandoah",
        "jdk25-Serial", "jdk25-Parallel", "jdk25-G1", "jdk25-Z", "jdk25-Shenandoah"
      })
  void survivesDamage(String recording) throws IOException {
    byte[] original = FixtureHost.recording(recording);
    int sound = 0;
    Set<HsperfException.Reason> reasons = EnumSet.noneOf(HsperfException.Reason.class);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] file = damaged(original);
      int length = random.nextInt(4) == 0 ? random.nextInt(file.length) : file.length;
      try {
        read(ByteBuffer.wrap(file, 0, length).slice());
        sound++;
      } catch (HsperfException e) {
        reasons.add(e.reason());
      }
    }
    assertTrue(sound > 0 && sound < MUTATIONS, "sound: " + sound);
    assertTrue(reasons.contains(HsperfException.Reason.CORRUPT), reasons.toString());
  }

  private static void read(ByteBuffer file) throws HsperfException {
    long before = allocatedBytes();
    try {
      assertTrue(Hsperf.parse(file).pools().size() <= 6);
      PauseCounters counters = new PauseCounters(HsperfEntries.parse(file));
      assertTrue(counters.bytes() <= file.limit());
      assertTrue(counters.read(file).collectors().size() <= 8);
    } finally {
      long allocated = allocatedBytes() - before;
      assertTrue(allocated < MAX_ALLOCATED_BYTES, "allocated " + allocated);
    }
  }

  /** Offsets found in a sound file, and then the file becomes anything. */
  @Test
  void survivesAFileThatIsDamagedWhileItIsOpen() throws IOException {
    byte[] original = FixtureHost.recording("jdk25-Parallel");
    long startEpochMs = Hsperf.parse(ByteBuffer.wrap(original)).startEpochMs();
    Path path = Files.write(directory.resolve("4711"), original);
    int sound = 0;
    try (HsperfPauses pauses = HsperfPauses.open(path, startEpochMs)) {
      for (int i = 0; i < FILES; i++) {
        byte[] file = damaged(original);
        int length = random.nextInt(4) == 0 ? random.nextInt(file.length) : file.length;
        Files.write(path, Arrays.copyOf(file, length));
        try {
          assertEquals(2, pauses.look().collectors().size());
          sound++;
        } catch (HsperfException e) {
          assertTrue(e.reason().label().length() > 1);
        }
      }
    }
    assertTrue(sound > 0 && sound < FILES, "sound: " + sound);
  }

  /** The length of an entry is what leads to the next: none leads back, and none stands still. */
  @Test
  void endsWhateverTheLengthsOfEntriesSay() throws IOException {
    byte[] original = FixtureHost.recording("jdk25-G1");
    ByteBuffer words = ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN);
    int first = words.getInt(FIRST_ENTRY);
    for (int length : new int[] {0, -1, 1, 19, 20, -first, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      byte[] file = original.clone();
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(first, length);
      assertEquals("corrupt", reason(file), "length " + length);
    }
    byte[] endless = original.clone();
    ByteBuffer.wrap(endless)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(FIRST_ENTRY + Integer.BYTES, Integer.MAX_VALUE);
    assertEquals("corrupt", reason(endless));
  }

  private static String reason(byte[] file) {
    try {
      read(ByteBuffer.wrap(file));
      return "none";
    } catch (HsperfException e) {
      return e.reason().label();
    }
  }

  // Half of the damage is in the prologue, where it matters most; the rest in the entries, as
  // bytes,
  // as offsets, or as the values of counters.
  private byte[] damaged(byte[] original) {
    byte[] file = original.clone();
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
      int within = random.nextBoolean() ? 40 : file.length / 2;
      int at = random.nextInt(within);
      switch (random.nextInt(4)) {
        case 0 -> file[at] = (byte) random.nextInt();
        case 1 -> words.putInt(at & ~3, random.nextInt(1 << 16) - (1 << 12));
        case 2 -> words.putLong(at & ~7, random.nextLong());
        default -> words.putLong((file.length / 4 + at / 2) & ~7, Long.MAX_VALUE);
      }
    }
    return file;
  }

  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
