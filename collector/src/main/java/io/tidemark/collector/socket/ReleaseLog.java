package io.tidemark.collector.socket;

import java.util.Arrays;

/**
 * When each ending socket of a listing is released, with its destination's entry: two numbers a
 * socket, since the curves are drawn only for a few destinations, and which ones is known at the
 * end. Past {@link #MAX_SOCKETS} the others are left out. Not thread-safe.
 */
final class ReleaseLog {
  private static final int MAX_SOCKETS = 1 << 20;

  private int[] entries = new int[256];
  private int[] releasesMs = new int[256];
  private int size;

  /** Takes an entry and the milliseconds until one of its sockets is released. */
  interface Reader {
    void release(int entry, int releaseMs);
  }

  void clear() {
    size = 0;
  }

  void add(int entry, int releaseMs) {
    if (size == MAX_SOCKETS) {
      return;
    }
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size * 2);
      releasesMs = Arrays.copyOf(releasesMs, size * 2);
    }
    entries[size] = entry;
    releasesMs[size] = releaseMs;
    size++;
  }

  void tell(Reader reader) {
    for (int i = 0; i < size; i++) {
      reader.release(entries[i], releasesMs[i]);
    }
  }
}
