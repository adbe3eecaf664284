package io.tidemark.collector.process;

import java.nio.file.Files;
import java.nio.file.Path;

/** Tells Linux' procfs from other directories. */
public final class Procfs {
  private Procfs() {}

  /**
   * Whether a directory is Linux' procfs: other systems have a {@code /proc} too, empty or of
   * another kind. A systemd service with {@code ProcSubset=pid} sees one without {@code net}.
   */
  public static boolean at(Path proc) {
    return Files.isDirectory(proc.resolve("net")) || Files.exists(proc.resolve("self/status"));
  }
}
