package io.tidemark.collector.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of Linux' procfs. Not thread-safe: it has one buffer for all. */
public final class Procfs {
  private static final int MAX_BYTES = 64 << 10;

  private final byte[] buffer = new byte[MAX_BYTES];

  /**
   * Whether a directory is Linux' procfs: other systems have a {@code /proc} too, empty or of
   * another kind. A systemd service with {@code ProcSubset=pid} sees one without {@code net}.
   */
  public static boolean at(Path proc) {
    return Files.isDirectory(proc.resolve("net")) || Files.exists(proc.resolve("self/status"));
  }

  /**
   * A file's text, up to 64 KiB of it, by one read: procfs makes the text anew for each opening,
   * and gives all of it at once when there is room. Bytes are taken for ISO 8859-1, since the names
   * of processes may have any in them.
   */
  String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      int length = Math.max(0, in.read(buffer));
      return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    }
  }
}
