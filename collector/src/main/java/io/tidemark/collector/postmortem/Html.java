package io.tidemark.collector.postmortem;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** HTML that is being written. Text is escaped here, and nowhere else. For one thread. */
final class Html {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int MAX_TEXT = 2_000;

  private final StringBuilder out = new StringBuilder();

  /** Markup of this program's own. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Text from anywhere. */
  Html text(String text) {
    out.append(escape(text));
    return this;
  }

  Html heading(String text) {
    return raw("<h2>").text(text).raw("</h2>\n");
  }

  Html paragraph(String text) {
    return raw("<p>").text(text).raw("</p>\n");
  }

  Html list(List<String> items) {
    raw("<ul>\n");
    items.forEach(item -> raw("<li>").text(item).raw("</li>\n"));
    return raw("</ul>\n");
  }

  /**
   * A table.
   *
   * @param headings those that begin with {@code #} are of numbers
   */
  Html table(List<String> headings, List<List<String>> rows) {
    raw("<div class=\"wide\" tabindex=\"0\"><table>\n<thead><tr>");
    for (String heading : headings) {
      raw(cell("th scope=\"col\"", heading)).text(heading.replaceFirst("^#", "")).raw("</th>");
    }
    raw("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      raw("<tr>");
      for (int i = 0; i < row.size(); i++) {
        raw(cell("td", headings.get(i))).text(row.get(i)).raw("</td>");
      }
      raw("</tr>\n");
    }
    return raw("</tbody></table></div>\n");
  }

  private static String cell(String tag, String heading) {
    return "<" + tag + (heading.startsWith("#") ? " class=\"n\">" : ">");
  }

  /** Text as it may stand anywhere in HTML, in an attribute as well. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .limit(MAX_TEXT)
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isText(c) ? c : '\uFFFD');
              }
            });
    return escaped.toString();
  }

  // Characters that change the direction of what follows would make a name look like another.
  private static boolean isText(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
  }

  /** {@code 20:41:07}. */
  static String time(long epochMs) {
    return TIME.format(Instant.ofEpochMilli(epochMs));
  }

  /** {@code 2026-04-09 20:41:07}. */
  static String day(long epochMs) {
    return DAY.format(Instant.ofEpochMilli(epochMs));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
