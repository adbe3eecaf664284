package io.tidemark.collector.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.jvm.Hsperf.Pauses;
import io.tidemark.collector.jvm.HsperfException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files recorded from JVMs of two releases with every collector; figures checked with jcmd. */
final class HsperfTest {
  @Test
  void readsG1() throws IOException {
    assertEquals(
        new Hsperf(
            1795257375715L,
            "Churn",
            "17.0.15",
            6,
            5,
            List.of(
                new Pauses("G1 young collection pauses", 9, 14551645),
                new Pauses("G1 full collection pauses", 1, 3378436),
                new Pauses("G1 concurrent cycle pauses", 0, 0))),
        parse(FixtureHost.recording("jdk17-G1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdk17-Serial     | Serial young collection pauses=9/28413264 Serial full collection pauses=1/1367973
          jdk17-Parallel   | Parallel young collection pauses=14/19749694 Parallel full collection pauses=2/5925732
          jdk17-Z          | Z concurrent cycle pauses=12/47370
          jdk17-Shenandoah | safepoint=22/429408
          jdk25-Serial     | Serial young collection pauses=9/27215814 Serial full collection pauses=1/2328781
          jdk25-Parallel   | Parallel young collection pauses=14/16690048 Parallel full collection pauses=1/2721584
          jdk25-G1         | G1 young collection pauses=5/9049904 G1 full collection pauses=1/3576034 G1 concurrent cycle pauses=0/0
          jdk25-Z          | ZGC minor collection pauses=12/46971 ZGC major collection pauses=23/112706
          jdk25-Shenandoah | safepoint=14/526246
          """)
  void readsThePausesOfEveryCollector(String recording, String expected) throws IOException {
    StringBuilder read = new StringBuilder();
    for (Pauses pauses : parse(FixtureHost.recording(recording)).collectors()) {
      read.append(' ').append(pauses.name());
      read.append('=').append(pauses.ended()).append('/').append(pauses.timeNs());
    }
    assertEquals(expected, read.toString().strip());
  }

  @Test
  void leavesOutThePauseUnderWay() throws IOException {
    byte[] file = FixtureHost.recording("jdk17-Serial");
    long lastExit = 101605214L;
    replace(file, lastExit, 0);
    assertEquals(
        new Pauses("Serial young collection pauses", 8, 28413264), parse(file).collectors().get(0));
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    byte[] file = FixtureHost.recording("jdk25-G1");
    assertEquals(Reason.SIZE, reason(new byte[10]));
    assertEquals(Reason.NOT_READY, reason(new byte[32 << 10]));
    assertEquals(Reason.NOT_HSPERF, reason(with(file, 0, 'x')));
    assertEquals(Reason.VERSION, reason(with(file, 5, 3)));
    assertEquals(Reason.NOT_READY, reason(with(file, 7, 0)));
    assertEquals(Reason.CORRUPT, reason(with(file, 27, 0x7f)));
  }

  @Test
  void survivesTenThousandMutations() throws IOException {
    Random random = new Random(17);
    byte[] original = FixtureHost.recording("jdk25-Parallel");
    int sound = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] file = original.clone();
      for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
        int within = random.nextBoolean() ? 64 : file.length / 2;
        file[random.nextInt(within)] = (byte) random.nextInt();
      }
      try {
        int length = random.nextInt(4) == 0 ? random.nextInt(file.length) : file.length;
        Hsperf.parse(ByteBuffer.wrap(file, 0, length));
        sound++;
      } catch (HsperfException expected) {
        assertTrue(expected.reason().label().length() > 1);
      }
    }
    assertTrue(sound > 0);
  }

  private static Hsperf parse(byte[] file) throws IOException {
    return Hsperf.parse(ByteBuffer.wrap(file));
  }

  private static Reason reason(byte[] file) {
    return assertThrows(HsperfException.class, () -> parse(file)).reason();
  }

  private static byte[] with(byte[] original, int offset, int value) {
    byte[] file = original.clone();
    file[offset] = (byte) value;
    return file;
  }

  private static void replace(byte[] file, long from, long to) {
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int offset = 0; offset <= file.length - Long.BYTES; offset += Long.BYTES) {
      if (words.getLong(offset) == from) {
        words.putLong(offset, to);
      }
    }
  }
}
