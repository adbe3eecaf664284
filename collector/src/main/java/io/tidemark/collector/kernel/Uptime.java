package io.tidemark.collector.kernel;

import java.util.OptionalDouble;

/** {@code /proc/uptime}: {@code 12345.67 45678.90}, seconds since the boot, and idle ones. */
public final class Uptime {
  // In nanoseconds a long holds 292 years.
  private static final double MAX_SECONDS = Long.MAX_VALUE / 1e9;
  private static final int MAX_CHARS = 20;

  private Uptime() {}

  /** Seconds since the boot; empty for a text that is none. */
  public static OptionalDouble seconds(String text) {
    int end = 0;
    int points = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      char character = text.charAt(end);
      points += character == '.' ? 1 : 0;
      if ((character != '.' && (character < '0' || character > '9')) || end == MAX_CHARS) {
        return OptionalDouble.empty();
      }
      end++;
    }
    if (points > 1 || end == points) { // two points, or no digit
      return OptionalDouble.empty();
    }
    double seconds = Double.parseDouble(text.substring(0, end));
    return seconds < MAX_SECONDS ? OptionalDouble.of(seconds) : OptionalDouble.empty();
  }
}
