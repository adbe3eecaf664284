package io.tidemark.collector.life;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code /proc/PID/stat} says of a process's life. Source: proc_pid_stat(5).
 *
 * @param state one letter; {@code Z} and {@code X} when it ended and its parent has not noticed
 * @param startTicks when it began, in ticks since the system did: tells it from another process
 *     that has the same id later
 */
record ProcessLife(char state, String startTicks) {
  private static final int MAX_BYTES = 1024;
  private static final int STATE = 0; // counted from behind the name
  private static final int START = 19;

  /** Empty when the process is gone, or procfs does not show it. */
  static Optional<ProcessLife> read(Path proc, long pid) {
    Path stat = proc.resolve(Long.toString(pid)).resolve("stat");
    try (InputStream in = new FileInputStream(stat.toString())) {
      return parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  // The name stands in brackets and may hold anything, brackets among it.
  static Optional<ProcessLife> parse(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", START + 2);
    return fields.length <= START || fields[STATE].length() != 1
        ? Optional.empty()
        : Optional.of(new ProcessLife(fields[STATE].charAt(0), fields[START]));
  }

  /** Whether it has ended, and only its entry is left. */
  boolean isOver() {
    return state == 'Z' || state == 'X' || state == 'x';
  }
}
