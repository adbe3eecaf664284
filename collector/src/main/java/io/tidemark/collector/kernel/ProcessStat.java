package io.tidemark.collector.kernel;

import java.io.IOException;

/**
 * Part of {@code /proc/PID/stat}: what is of the whole process, its ended threads included. Source:
 * proc_pid_stat(5) and {@code fs/proc/array.c}.
 *
 * @param state one letter, such as {@code S}
 * @param userTicks processor time in user mode, in ticks of 10 ms
 * @param systemTicks processor time in the kernel, likewise
 * @param startTicks when it started, since the boot: tells it from another process that has the
 *     same id later
 */
public record ProcessStat(char state, long userTicks, long systemTicks, long startTicks) {
  // Counted from behind the name: 0 state, 11 utime, 12 stime, 19 starttime.
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int START = 19;
  private static final int MAX_DIGITS = 18;
  private static final int SHOWN = 40;

  /** A tick in nanoseconds: USER_HZ is 100 wherever a JDK runs, whatever the kernel's own rate. */
  public static final long TICK_NS = 10_000_000;

  /**
   * Whether only its exit code is left of it (a zombie), which may be for ever: where process 1 of
   * a container does not ask for it.
   */
  public boolean ended() {
    return state == 'Z' || state == 'X' || state == 'x';
  }

  /**
   * Parses the file's text. The name in it, in parentheses, may hold anything, parentheses too.
   *
   * @throws IOException when a field is missing or none of the numbers that the kernel writes
   */
  public static ProcessStat parse(String text) throws IOException {
    long[] numbers = new long[START + 1];
    int at = blanksEnd(text, text.lastIndexOf(')') + 1);
    int stateEnd = wordEnd(text, at);
    if (stateEnd - at != 1) {
      throw new IOException("stat has a state of " + (stateEnd - at) + " letters after the name");
    }
    char state = text.charAt(at);
    at = stateEnd;
    for (int field = 1; field <= START; field++) {
      int start = blanksEnd(text, at);
      at = wordEnd(text, start);
      if (start == at) {
        throw new IOException("stat has " + field + " fields after the name");
      }
      if (field == USER || field == SYSTEM || field == START) {
        numbers[field] = ticks(text, start, at);
      }
    }
    return new ProcessStat(state, numbers[USER], numbers[SYSTEM], numbers[START]);
  }

  private static long ticks(String text, int start, int end) throws IOException {
    long number = end - start > MAX_DIGITS ? -1 : 0;
    for (int i = start; i < end && number >= 0; i++) {
      int digit = text.charAt(i) - '0';
      number = digit < 0 || digit > 9 ? -1 : 10 * number + digit;
    }
    if (number < 0 || number > Long.MAX_VALUE / TICK_NS) {
      String shown = text.substring(start, Math.min(end, start + SHOWN));
      throw new IOException("stat has '" + shown + "', expected a number of ticks");
    }
    return number;
  }

  private static int blanksEnd(String text, int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) <= ' ') {
      i++;
    }
    return i;
  }

  private static int wordEnd(String text, int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) > ' ') {
      i++;
    }
    return i;
  }
}
