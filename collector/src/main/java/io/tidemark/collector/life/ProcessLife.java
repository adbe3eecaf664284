package io.tidemark.collector.life;

import io.tidemark.collector.kernel.ProcessStat;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Asks, now and not as of the last look, how a process fares: when it seems to have ended. */
final class ProcessLife {
  private static final int MAX_BYTES = 1024;

  private ProcessLife() {}

  /** Empty when the process is gone, or procfs does not show it. */
  static Optional<ProcessStat> read(Path proc, long pid) {
    Path stat = proc.resolve(Long.toString(pid)).resolve("stat");
    try (InputStream in = new FileInputStream(stat.toString())) {
      return Optional.of(
          ProcessStat.parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
