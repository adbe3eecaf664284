package io.tidemark.collector.cgroup;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads the kernel's text files: one open, and as a rule one read, up to a bound. */
final class KernelFile {
  private KernelFile() {}

  /**
   * The file's text, or its first {@code maxBytes} bytes if it is longer.
   *
   * @throws IOException when it cannot be opened or read
   */
  static String read(Path file, int maxBytes) throws IOException {
    try (InputStream in = new FileInputStream(file.toString())) {
      return new String(in.readNBytes(maxBytes), StandardCharsets.ISO_8859_1);
    }
  }

  /** The whole lines of such a text: a last one that the bound cut off is left out. */
  static String[] lines(String text) {
    int end = text.lastIndexOf('\n');
    return end < 0 ? new String[0] : text.substring(0, end).split("\n", -1);
  }
}
