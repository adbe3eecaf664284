package io.tidemark.collector.who;

import java.util.Locale;

/** How a JVM ended. */
public enum Exit {
  /** It shut down in good order, whoever asked for that. */
  CLEAN("shut down"),
  /** No shutdown was seen: killed, crashed, or halted. */
  UNCLEAN("without a shutdown"),
  /** The kernel killed it for memory. */
  OOM_KILL("killed for memory"),
  /** It left nothing that could tell. */
  UNKNOWN("nobody knows how");

  private final String words;

  Exit(String words) {
    this.words = words;
  }

  /** The value of {@code tidemark.exit}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** In words: {@code killed for memory}. */
  String words() {
    return words;
  }
}
