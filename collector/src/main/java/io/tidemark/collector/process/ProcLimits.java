package io.tidemark.collector.process;

import java.io.IOException;
import java.util.OptionalLong;

/** {@code /proc/PID/limits}. Source: proc(5) and {@code fs/proc/base.c}. */
final class ProcLimits {
  private static final String OPEN_FILES = "Max open files";
  private static final String UNLIMITED = "unlimited";

  private ProcLimits() {}

  /** The soft limit of open files; empty when there is none. */
  static OptionalLong openFiles(String text) throws IOException {
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(OPEN_FILES)) {
        String soft = line.substring(OPEN_FILES.length()).strip().split("\\s+", 2)[0];
        return soft.equals(UNLIMITED)
            ? OptionalLong.empty()
            : OptionalLong.of(ProcText.number(soft, OPEN_FILES));
      }
    }
    throw new IOException("limits has no line '" + OPEN_FILES + "'");
  }
}
