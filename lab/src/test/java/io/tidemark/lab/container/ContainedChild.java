package io.tidemark.lab.container;

import java.io.IOException;

/** A JVM that collects its garbage ten times a second until its standard input ends. */
public final class ContainedChild {
  private ContainedChild() {}

  /** Says that it is there, which is a line on the console, and goes on. */
  @SuppressWarnings("SystemGc") // what that leaves in hsperfdata is what is looked for
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println("READY");
    while (System.in.available() == 0) {
      System.gc();
      Thread.sleep(100);
    }
  }
}
