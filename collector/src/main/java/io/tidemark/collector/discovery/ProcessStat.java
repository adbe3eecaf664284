package io.tidemark.collector.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What {@code /proc/PID/stat} says, as far as it is used here; proc(5).
 *
 * @param ended whether only its exit code is left of it (a zombie), which may be for ever: where
 *     process 1 of a container does not ask for it
 * @param startTicks when it started, in clock ticks since boot; 0 when that is not told
 */
public record ProcessStat(boolean ended, long startTicks) {
  static final ProcessStat UNKNOWN = new ProcessStat(false, 0);

  private static final int MAX_BYTES = 4 << 10;
  private static final int STATE = 0;
  private static final int START = 19;

  /**
   * Reads it.
   *
   * @param folder the process's folder in procfs
   * @throws IOException when there is no such process
   */
  public static ProcessStat read(Path folder) throws IOException {
    return parse(ProcText.bytes(folder.resolve("stat"), MAX_BYTES));
  }

  // The second field, the name in parentheses, may hold anything, even parentheses.
  static ProcessStat parse(byte[] stat) {
    String text = new String(stat, StandardCharsets.ISO_8859_1);
    String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ", START + 2);
    boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
    return new ProcessStat(ended, fields.length > START ? Digits.of(fields[START].strip()) : 0);
  }
}
