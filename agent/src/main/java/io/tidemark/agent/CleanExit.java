package io.tidemark.agent;

import io.tidemark.segment.SegmentWriter;
import java.io.IOException;

/** Marks the segment when the JVM exits in good order, which a kill would not. Runs as a hook. */
final class CleanExit extends Thread {
  private final SegmentWriter segment;

  CleanExit(SegmentWriter segment) {
    super("tidemark-exit");
    this.segment = segment;
  }

  @Override
  public void run() {
    try {
      segment.close();
    } catch (IOException e) {
      // The mark is set first; letting go of the lock is the kernel's business now.
    }
  }
}
