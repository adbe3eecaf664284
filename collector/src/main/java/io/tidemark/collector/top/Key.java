package io.tidemark.collector.top;

/**
 * What was pressed.
 *
 * @param kind of key
 * @param character of {@link Kind#CHARACTER}, else 0
 */
public record Key(Kind kind, int character) {
  /** Keys that are no character. */
  public enum Kind {
    CHARACTER,
    ENTER,
    ESCAPE,
    BACKSPACE,
    UP,
    DOWN,
    LEFT,
    RIGHT,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    /** A sequence that means nothing here. */
    OTHER
  }

  static Key of(Kind kind) {
    return new Key(kind, 0);
  }

  static Key of(int character) {
    return switch (character) {
      case '\r', '\n' -> of(Kind.ENTER);
      case 0x7f, '\b' -> of(Kind.BACKSPACE);
      default -> character < ' ' ? of(Kind.OTHER) : new Key(Kind.CHARACTER, character);
    };
  }

  /**
   * A key by the sequence that a terminal sends after ESC and {@code [} or {@code O}.
   *
   * @param end the sequence without these two, such as {@code A} or {@code 5~}
   */
  static Key ofSequence(String end) {
    return switch (end) {
      case "A" -> of(Kind.UP);
      case "B" -> of(Kind.DOWN);
      case "C" -> of(Kind.RIGHT);
      case "D" -> of(Kind.LEFT);
      case "5~" -> of(Kind.PAGE_UP);
      case "6~" -> of(Kind.PAGE_DOWN);
      case "H", "1~" -> of(Kind.HOME);
      default -> of(Kind.OTHER);
    };
  }
}
