package io.tidemark.collector.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Gives memory back that only starting needed. A collector promotes little once it runs, so that
 * the JVM would never collect the old generation, and would keep all that its start, or the start
 * of many JVMs beside it, left there. A collection by hand takes some 20 ms, which nobody waits
 * for, and is made soon after the start and then rarely. How much is given back is up to the JVM's
 * options: see {@code java.options}.
 */
final class HeapTrim {
  private static final Duration FIRST = Duration.ofSeconds(15);
  private static final Duration LATER = Duration.ofMinutes(10);

  private HeapTrim() {}

  /** Begins, on a thread of its own that does not keep the process alive. */
  static void start() {
    Thread thread = new Thread(HeapTrim::run, "tidemark-trim");
    thread.setDaemon(true);
    thread.start();
  }

  private static void run() {
    try {
      for (Duration pause = FIRST; ; pause = LATER) {
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        System.gc();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
