package io.tidemark.collector.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.WCWidth;

/** Text in the cells of a terminal, of which a character takes none, one or two. */
final class Cells {
  private static final String CUT = "..";
  private static final String UNITS = "kMGTPE";

  private Cells() {}

  /** What is safe to print: names and sentences come from elsewhere. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(c -> isPrintable(c) ? c : '?').forEach(clean::appendCodePoint);
    return clean.toString();
  }

  // Control characters, and those that change the direction or join lines, are for no table.
  private static boolean isPrintable(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE;
  }

  /** How many cells a text takes. */
  static int width(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }

  /** The text in so many cells, its beginning where it is longer. */
  static String fit(String text, int cells) {
    StringBuilder fitted = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      int width = Math.max(0, WCWidth.wcwidth(c));
      if (used + width > cells) {
        break;
      }
      fitted.appendCodePoint(c);
      used += width;
    }
    return fitted.append(" ".repeat(Math.max(0, cells - used))).toString();
  }

  /** The text in so many cells, its end where it is longer, which tells more of a method. */
  static String fitEnd(String text, int cells) {
    if (width(text) <= cells) {
      return fit(text, cells);
    }
    String end = text;
    while (!end.isEmpty() && width(end) > cells - CUT.length()) {
      end = end.substring(end.offsetByCodePoints(0, 1));
    }
    return fit(CUT + end, cells);
  }

  /** Lines of at most so many cells, broken at spaces where there are any. */
  static List<String> wrap(String text, int cells, String indent) {
    List<String> lines = new ArrayList<>();
    String start = text.substring(0, text.length() - text.stripLeading().length());
    StringBuilder line = new StringBuilder(start);
    for (String word : text.strip().split(" ", -1)) {
      if (!line.toString().isBlank() && width(line + " " + word) > cells) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
      } else if (!line.toString().isBlank()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    lines.replaceAll(each -> width(each) > cells ? fit(each, cells) : each);
    return lines;
  }

  /**
   * {@code 0}, {@code .4}, {@code 2.7}, {@code 99}, {@code 1.2k}, {@code 18k}: four cells at most.
   */
  static String compact(double value) {
    if (value <= 0 || Double.isNaN(value)) {
      return "0";
    }
    if (value < 0.95) {
      return value < 0.05 ? "<.1" : String.format(Locale.ROOT, "%.1f", value).substring(1);
    }
    double scaled = value;
    int unit = -1;
    while (scaled >= 999.5 && unit < UNITS.length() - 1) {
      scaled /= 1000;
      unit++;
    }
    String digits = String.format(Locale.ROOT, scaled < 9.95 ? "%.1f" : "%.0f", scaled);
    String shown = digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    return unit < 0 ? shown : shown + UNITS.charAt(unit);
  }
}
