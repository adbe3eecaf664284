package io.tidemark.collector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Waits, and tells whoever watches a terminal how long it still takes. */
final class Countdown {
  private static final Path STDERR = Path.of("/proc/self/fd/2");
  private static final long STEP_MS = 1000;

  private final PrintWriter err;

  Countdown(PrintWriter err) {
    this.err = err;
  }

  void await(Duration time) throws InterruptedException {
    boolean shown = onTerminal();
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

  // System.console() speaks of stdin and stdout, which are often redirected while stderr is not.
  private static boolean onTerminal() {
    try {
      String target = Files.readSymbolicLink(STDERR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
