package io.tidemark.lab.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a run has started and must end: last in, first out. What is added after the end is ended at
 * once, so that a start and an interrupt may meet at any point.
 *
 * <p>Thread-safe.
 */
public final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  synchronized <T extends AutoCloseable> T own(T part) {
    open.addFirst(part);
    if (closed) {
      close();
    }
    return part;
  }

  synchronized boolean closed() {
    return closed;
  }

  /** Ends everything; a part that resists does not keep the others. */
  @Override
  public synchronized void close() {
    closed = true;
    for (AutoCloseable next = open.pollFirst(); next != null; next = open.pollFirst()) {
      try {
        next.close();
      } catch (Exception e) {
        System.err.println("demo: cannot end a part of the lab: " + e);
      }
    }
  }
}
