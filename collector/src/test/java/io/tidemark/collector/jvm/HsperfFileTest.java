package io.tidemark.collector.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that stays open says what one says that is read anew, whatever becomes of it. */
final class HsperfFileTest {
  private static final int ENTRIES_OFFSET = 28;

  @TempDir private Path folder;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(HsperfReader.FIRST_BYTES);
  private Path path;
  private HsperfFile file;
  private byte[] bytes;

  @BeforeEach
  void open() throws IOException {
    bytes = FixtureHost.recording("jdk17-G1");
    path = Files.write(folder.resolve("4711"), bytes);
    file = HsperfFile.open(path);
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  private void check() throws IOException {
    assertEquals(new HsperfReader().read(path), file.look(buffer));
  }

  @Test
  void seesNumbersThatMove() throws IOException {
    check();
    FixtureHost.setCounter(bytes, "java.threads.live", 4_711);
    FixtureHost.setCounter(bytes, "sun.gc.generation.1.space.0.used", 1 << 20);
    Files.write(path, bytes);
    check();
    assertEquals(4_711, file.look(buffer).threads());
  }

  @Test
  void seesAnotherJvmInTheSameFile() throws IOException {
    check();
    FixtureHost.setCounter(bytes, "sun.rt.createVmBeginTime", 5);
    Files.write(path, bytes);
    check();
    Files.write(path, FixtureHost.recording("jdk25-Z"));
    check();
    assertEquals("ZGC Young Generation", file.look(buffer).pools().get(0).name());
  }

  @Test
  void looksForEverythingAnewWhenThereAreMoreEntries() throws IOException {
    check();
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    words.putInt(ENTRIES_OFFSET, words.getInt(ENTRIES_OFFSET) - 1);
    Files.write(path, bytes);
    check();
  }

  @Test
  void survivesAFileThatIsDamagedWhileItIsOpen() throws IOException {
    Random random = new Random(23);
    int sound = 0;
    for (int i = 0; i < 500; i++) {
      byte[] damaged = bytes.clone();
      for (int changes = random.nextInt(8); changes >= 0; changes--) {
        damaged[random.nextInt(random.nextBoolean() ? 40 : damaged.length)] =
            (byte) random.nextInt();
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
      Files.write(path, Arrays.copyOf(damaged, length));
      try {
        Hsperf seen = file.look(buffer);
        assertTrue(seen.pools().size() <= 6);
        sound++;
      } catch (HsperfException e) {
        assertTrue(e.reason().label().length() > 1);
      }
    }
    assertTrue(sound > 0 && sound < 500, "sound: " + sound);
    Files.write(path, new byte[100]);
    assertThrows(HsperfException.class, () -> file.look(buffer));
    Files.write(path, bytes);
    check();
  }
}
