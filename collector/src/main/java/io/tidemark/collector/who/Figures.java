package io.tidemark.collector.who;

import java.util.Locale;

/** Numbers as people read them: short, with the digits that matter. */
public final class Figures {
  private Figures() {}

  /** {@code 0}, {@code 2.7}, {@code 12}, {@code 18,204}. */
  public static String amount(double value) {
    if (value == 0) {
      return "0";
    }
    if (value < 0.05) {
      return "<0.1";
    }
    String tenths = String.format(Locale.ROOT, "%.1f", value);
    if (value >= 9.95) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return tenths.endsWith(".0") ? tenths.substring(0, tenths.length() - 2) : tenths;
  }

  /** A share as {@code 0 %}, {@code 0.9 %}, {@code 96 %}. */
  public static String percent(double share) {
    return amount(100 * share) + " %";
  }

  /** A time as {@code 0 s}, {@code 0.4 ms}, {@code 12 ms}, {@code 2.7 s}. */
  public static String time(double seconds) {
    return seconds == 0 || seconds >= 1 ? amount(seconds) + " s" : amount(1e3 * seconds) + " ms";
  }
}
