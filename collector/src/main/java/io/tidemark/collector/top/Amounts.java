package io.tidemark.collector.top;

import io.tidemark.collector.who.Figures;
import java.util.OptionalDouble;

/** Numbers of a moment in words. */
final class Amounts {
  private static final double MINUTE_S = 60;
  private static final double HOUR_S = 3600;

  private Amounts() {}

  /** {@code 28,232}, or {@code ?} when it is not known. */
  static String of(OptionalDouble number) {
    return number.isPresent() ? Figures.amount(number.getAsDouble()) : "?";
  }

  /** {@code 0.4 s}, {@code 41 s}, {@code 3 min}, {@code 2.5 h}. */
  static String time(double seconds) {
    if (seconds < 2 * MINUTE_S) {
      return Figures.amount(seconds) + " s";
    }
    return seconds < 2 * HOUR_S
        ? Figures.amount(seconds / MINUTE_S) + " min"
        : Figures.amount(seconds / HOUR_S) + " h";
  }
}
