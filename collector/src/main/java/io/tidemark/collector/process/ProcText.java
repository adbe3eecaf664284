package io.tidemark.collector.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Numbers and fields of procfs' texts. */
final class ProcText {
  private static final int SHOWN = 40;

  private ProcText() {}

  /**
   * A whole number that is not negative.
   *
   * @param what names it in the error
   */
  static long number(String text, String what) throws IOException {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw malformed(text, what, e);
    }
    throw malformed(text, what, null);
  }

  /**
   * What follows {@code name:} at the beginning of a line, without white space around it; empty
   * when there is no such line.
   */
  static String field(String text, String name) {
    return field(text, name, firstLine(text, name));
  }

  /** The same where the last such line counts: quicker for what is at the end of a long text. */
  static String lastField(String text, String name) {
    int line = text.length();
    do {
      line = text.lastIndexOf('\n', line - 1);
    } while (line > 0 && !isField(text, name, line + 1));
    return field(text, name, line + 1);
  }

  private static int firstLine(String text, String name) {
    int line = 0;
    while (!isField(text, name, line)) {
      line = text.indexOf('\n', line) + 1;
      if (line == 0) {
        return text.length();
      }
    }
    return line;
  }

  private static boolean isField(String text, String name, int line) {
    int colon = line + name.length();
    return colon < text.length() && text.charAt(colon) == ':' && text.startsWith(name, line);
  }

  private static String field(String text, String name, int line) {
    if (!isField(text, name, line)) {
      return "";
    }
    int end = text.indexOf('\n', line);
    return text.substring(line + name.length() + 1, end < 0 ? text.length() : end).strip();
  }

  /** Bytes of a field such as {@code 1024 kB}, which procfs means as kibibytes. */
  static long bytes(String field, String what) throws IOException {
    String digits = field.endsWith("kB") ? field.substring(0, field.length() - 2) : field;
    long kibibytes = number(digits.strip(), what);
    if (kibibytes > Long.MAX_VALUE >> 10) {
      throw malformed(field, what, null);
    }
    return kibibytes << 10;
  }

  private static IOException malformed(String text, String what, @Nullable Throwable cause) {
    String shown = text.substring(0, Math.min(SHOWN, text.length()));
    return new IOException(what + " is '" + shown + "', expected a number", cause);
  }
}
