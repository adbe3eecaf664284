package io.tidemark.lab.container;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** A JVM that collects its garbage ten times a second until its standard input ends. */
public final class ContainedChild {
  private static final long PACE_NS = 100_000_000;

  private ContainedChild() {}

  /** Says that it is there, which is a line on the console, and goes on. */
  @SuppressWarnings("SystemGc") // what that leaves in hsperfdata is what is looked for
  public static void main(String[] arguments) throws IOException {
    System.out.println("READY");
    while (System.in.available() == 0) {
      System.gc();
      LockSupport.parkNanos(PACE_NS);
    }
  }
}
