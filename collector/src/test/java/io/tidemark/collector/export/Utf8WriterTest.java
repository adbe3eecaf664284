package io.tidemark.collector.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Utf8WriterTest {
  private static final String[] PIECES = {
    "",
    "a",
    "metric{le=\"1.0\"} ",
    "\u00e4",
    "\u20ac",
    "\ud83d\ude00",
    "\ud83d",
    "\ude00",
    "\n",
    "\0"
  };

  /** The JDK's own writer is the measure, however a text is cut into calls. */
  @Test
  void writesWhatTheJdkWrites() throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (Writer jdk = new OutputStreamWriter(expected, StandardCharsets.UTF_8);
          Writer written = new Utf8Writer(bytes)) {
        for (int i = random.nextInt(60); i > 0; i--) {
          String piece = PIECES[random.nextInt(PIECES.length)].repeat(1 + random.nextInt(40));
          int way = random.nextInt(5);
          write(jdk, piece, way);
          write(written, piece, way);
        }
      }
      assertEquals(
          expected.toString(StandardCharsets.UTF_8), bytes.toString(StandardCharsets.UTF_8));
    }
  }

  private static void write(Writer out, String piece, int way) throws IOException {
    switch (way) {
      case 0 -> out.write(piece);
      case 1 -> out.append(piece);
      case 2 -> out.write(piece.toCharArray());
      case 3 -> out.write("<" + piece + ">", 1, piece.length());
      default -> {
        for (int i = 0; i < piece.length(); i++) {
          if (i % 2 == 0) {
            out.append(piece.charAt(i));
          } else {
            out.write(piece.charAt(i));
          }
        }
      }
    }
  }
}
