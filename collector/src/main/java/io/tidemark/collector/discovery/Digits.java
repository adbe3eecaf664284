package io.tidemark.collector.discovery;

/** Decimal numbers of at most 18 digits: 0 for whatever is none. */
final class Digits {
  private static final int MAX = 18;

  private Digits() {}

  static long of(String text) {
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i == MAX) {
        return 0;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
