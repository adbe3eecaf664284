package io.tidemark.collector.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Part of {@code /proc/PID/stat}: what is of the whole process, its ended threads included. Source:
 * proc(5) and {@code fs/proc/array.c}.
 *
 * @param state such as {@code S}; {@code Z} and {@code X} are a process that has ended
 * @param userNs processor time in user mode
 * @param systemNs processor time in the kernel
 * @param startNs when it started, since the boot; with the process id, what makes a run unique
 */
record ProcStat(char state, long userNs, long systemNs, long startNs) {
  // Field 3 follows the name. From there on: 3 state, 14 utime, 15 stime, 22 starttime.
  private static final int FIRST = 3;
  private static final int USER = 14 - FIRST;
  private static final int SYSTEM = 15 - FIRST;
  private static final int START = 22 - FIRST;

  // USER_HZ: 100 on every architecture that a JDK runs on, whatever the kernel's own rate.
  private static final long TICK_NS = TimeUnit.SECONDS.toNanos(1) / 100;

  boolean ended() {
    return state == 'Z' || state == 'X';
  }

  /** Parses the file's text. The name in it, in parentheses, may have any byte in it. */
  static ProcStat parse(String text) throws IOException {
    String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split("\\s+", START + 2);
    if (fields.length <= START || fields[0].length() != 1) {
      throw new IOException("stat has " + fields.length + " fields after the name");
    }
    return new ProcStat(
        fields[0].charAt(0),
        ticks(fields[USER], "utime"),
        ticks(fields[SYSTEM], "stime"),
        ticks(fields[START], "starttime"));
  }

  private static long ticks(String field, String what) throws IOException {
    long ticks = ProcText.number(field, what);
    if (ticks > Long.MAX_VALUE / TICK_NS) {
      throw new IOException(what + " is " + ticks + " ticks, expected centuries at most");
    }
    return ticks * TICK_NS;
  }
}
