package io.tidemark.collector.cgroup;

import java.util.OptionalLong;

/** Numbers in the kernel's texts. */
final class KeyedNumbers {
  private static final int MAX_DIGITS = 20; // of a 64-bit number

  private KeyedNumbers() {}

  /** The number of a line {@code key number}; empty when there is none. */
  static OptionalLong find(String text, String key) {
    int length = key.length();
    int line = 0;
    int end = text.indexOf('\n'); // what does not end may have been cut off within a number
    while (end >= 0) {
      if (end > line + length + 1
          && text.charAt(line + length) == ' '
          && text.startsWith(key, line)) {
        return number(text.substring(line + length + 1, end));
      }
      line = end + 1;
      end = text.indexOf('\n', line);
    }
    return OptionalLong.empty();
  }

  /**
   * A number that is not negative; what is larger than a {@code long} is {@link Long#MAX_VALUE}.
   * Empty for whatever else, {@code max} among them.
   */
  static OptionalLong number(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      return OptionalLong.empty();
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return OptionalLong.empty();
      }
      number = number > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : 10 * number + digit;
    }
    return OptionalLong.of(number);
  }
}
