package io.tidemark.collector.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ChunksTest {
  @Test
  void keepsWhatIsWrittenHoweverItIsCut() throws IOException {
    Random random = new Random(3);
    for (int round = 0; round < 20; round++) {
      Chunks chunks = new Chunks();
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      for (int i = random.nextInt(40); i > 0; i--) {
        byte[] bytes = new byte[random.nextInt(100_000)];
        random.nextBytes(bytes);
        int offset = random.nextInt(bytes.length + 1);
        chunks.write(bytes, offset, bytes.length - offset);
        expected.write(bytes, offset, bytes.length - offset);
        chunks.write(i);
        expected.write(i);
      }
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      chunks.writeTo(written);
      assertArrayEquals(expected.toByteArray(), written.toByteArray());
      assertEquals(expected.size(), chunks.size());
    }
  }
}
