package io.tidemark.collector.top;

/**
 * One line of text.
 *
 * @param text without control characters
 */
public record Line(Style style, String text) {
  /** How a line looks where there are colours. */
  public enum Style {
    PLAIN(""),
    /** Less important. */
    DIM("2"),
    /** The names of columns. */
    HEADING("7"),
    /** Nothing is wrong. */
    CALM("1;32"),
    WARNING("1;33"),
    CRITICAL("1;31"),
    /** A row that is accused. */
    SUSPECT("1");

    private final String codes;

    Style(String codes) {
      this.codes = codes;
    }
  }

  static Line plain(String text) {
    return new Line(Style.PLAIN, text);
  }

  /** The text, within ECMA-48's codes for its style if there are colours. */
  public String shown(boolean colours) {
    return !colours || style == Style.PLAIN
        ? text
        : "\u001b[" + style.codes + "m" + text + "\u001b[0m";
  }
}
