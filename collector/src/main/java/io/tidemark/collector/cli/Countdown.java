package io.tidemark.collector.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** Waits, and tells whoever watches a terminal how long it still takes. */
final class Countdown {
  private static final long STEP_MS = 1000;

  private final PrintWriter err;

  Countdown(PrintWriter err) {
    this.err = err;
  }

  void await(Duration time) throws InterruptedException {
    boolean shown = Terminals.is(Terminals.ERR);
    long endNs = System.nanoTime() + time.toNanos();
    for (long leftNs = time.toNanos(); leftNs > 0; leftNs = endNs - System.nanoTime()) {
      if (shown) {
        err.print("\rwatching, " + (leftNs + 999_999_999) / 1_000_000_000 + " s left ");
        err.flush();
      }
      Thread.sleep(Math.min(STEP_MS, leftNs / 1_000_000 + 1));
    }
    if (shown) {
      err.print("\r" + " ".repeat(30) + "\r");
      err.flush();
    }
  }
}
