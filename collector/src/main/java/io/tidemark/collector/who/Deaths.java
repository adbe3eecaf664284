package io.tidemark.collector.who;

import java.util.ArrayList;
import java.util.List;

/**
 * The JVMs that ended last, newest first, at most {@value #MAX}. They stay when the segment is
 * removed. Thread-safe.
 */
public final class Deaths {
  private static final int MAX = 32;

  private volatile List<Death> newestFirst = List.of();

  /** Keeps one more. */
  public synchronized void add(Death death) {
    List<Death> more = new ArrayList<>(newestFirst);
    more.add(0, death);
    newestFirst = List.copyOf(more.subList(0, Math.min(MAX, more.size())));
  }

  /** All that are kept. */
  public List<Death> newestFirst() {
    return newestFirst;
  }
}
