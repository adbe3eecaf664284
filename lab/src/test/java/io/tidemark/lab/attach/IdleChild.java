package io.tidemark.lab.attach;

import java.io.IOException;

/** A JVM that does nothing until its standard input ends. */
public final class IdleChild {
  private IdleChild() {}

  /** Says that it is there, and waits. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("READY");
    while (System.in.read() >= 0) {
      // The parent writes nothing; it closes.
    }
  }
}
