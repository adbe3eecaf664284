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
    for (int line = 0; line < text.length(); ) {
      int end = text.indexOf('\n', line);
      int next = end < 0 ? text.length() : end + 1;
      if (text.startsWith(OPEN_FILES, line)) {
        String soft =
            firstWord(text.substring(line + OPEN_FILES.length(), end < 0 ? next : end).strip());
        return soft.equals(UNLIMITED)
            ? OptionalLong.empty()
            : OptionalLong.of(ProcText.number(soft, OPEN_FILES));
      }
      line = next;
    }
    throw new IOException("limits has no line '" + OPEN_FILES + "'");
  }

  private static String firstWord(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }
}
