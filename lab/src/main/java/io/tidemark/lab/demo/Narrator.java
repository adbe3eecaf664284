package io.tidemark.lab.demo;

import java.io.PrintStream;

/** Tells people what happens and when: minutes and seconds since it was made. */
final class Narrator {
  private final PrintStream out;
  private final long startNs = System.nanoTime();

  Narrator(PrintStream out) {
    this.out = out;
  }

  void say(String text) {
    long seconds = (System.nanoTime() - startNs) / 1_000_000_000;
    out.printf("%2d:%02d  %s%n", seconds / 60, seconds % 60, text);
    out.flush();
  }

  /** Prints text as it is, apart from the rest. */
  void show(String text) {
    out.println();
    out.println(text.stripTrailing());
    out.println();
    out.flush();
  }
}
