package io.tidemark.collector.discovery;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of procfs, read whole up to a bound. Their size is not known before. */
final class ProcText {
  private ProcText() {}

  /** At most {@code maxBytes} of a file; what is beyond is left out. */
  static byte[] bytes(Path file, int maxBytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(maxBytes);
    }
  }

  /** The same as lines, each byte a character. */
  static List<String> lines(Path file, int maxBytes) throws IOException {
    return lines(bytes(file, maxBytes));
  }

  static List<String> lines(byte[] text) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.ISO_8859_1))) {
      return lines.lines().toList();
    }
  }

  /** The bytes that such characters stand for, as UTF-8. */
  static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
