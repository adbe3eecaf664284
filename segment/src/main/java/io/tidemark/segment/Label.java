package io.tidemark.segment;

import java.nio.charset.StandardCharsets;

/**
 * Names that come from outside (headers, certificates, a segment file) made safe to store, print
 * and export: one line, bounded, without control or format characters.
 */
public final class Label {
  /** What everything beyond a table's capacity is called. */
  public static final String OTHER = "other";

  /** A request whose client no configured source names. */
  public static final String UNKNOWN = "unknown";

  /**
   * Client and handler of what no request caused: background threads, and the agent's blind spots.
   */
  public static final String UNATTRIBUTED = "unattributed";

  private Label() {}

  /**
   * The name trimmed, with each run of white space, control, format and unpaired surrogate
   * characters turned into one underscore, cut to at most {@code maxBytes} of UTF-8 between
   * characters; {@link #UNKNOWN} when nothing is left. Only the first {@code 4 × maxBytes}
   * characters are looked at, so that a huge header costs no more than a small one.
   */
  public static String clean(String raw, int maxBytes) {
    return clean(raw, maxBytes, '_');
  }

  /** The same, for texts of several words: each run becomes one space. */
  public static String cleanText(String raw, int maxBytes) {
    return clean(raw, maxBytes, ' ');
  }

  private static String clean(String raw, int maxBytes, char gap) {
    int end = Math.min(raw.length(), 4 * maxBytes);
    StringBuilder clean = new StringBuilder(Math.min(end, maxBytes));
    int bytes = 0;
    boolean pendingGap = false;
    for (int i = 0; i < end; ) {
      int codePoint = raw.codePointAt(i);
      i += Character.charCount(codePoint);
      if (isGap(codePoint)) {
        pendingGap = !clean.isEmpty();
        continue;
      }
      int size = utf8Size(codePoint) + (pendingGap ? 1 : 0);
      if (bytes + size > maxBytes) {
        break;
      }
      if (pendingGap) {
        clean.append(gap);
        pendingGap = false;
      }
      clean.appendCodePoint(codePoint);
      bytes += size;
    }
    return clean.isEmpty() ? UNKNOWN : clean.toString();
  }

  static byte[] utf8(String label) {
    return label.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isGap(int codePoint) {
    if (codePoint < 0x7f) {
      return codePoint <= ' ';
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static int utf8Size(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
}
