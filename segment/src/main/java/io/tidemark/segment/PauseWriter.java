package io.tidemark.segment;

import java.nio.ByteBuffer;

/**
 * Counts the pauses of one garbage collector into a segment. Of one thread at a time; allocates
 * nothing and never fails. {@link PauseLayout} is the format.
 */
public final class PauseWriter {
  private final ByteBuffer buffer;
  private final int offset;

  /** The place must be free, and the name one that was cleaned. */
  PauseWriter(ByteBuffer buffer, int collector, String name) {
    this.buffer = buffer;
    this.offset = PauseLayout.offset(collector);
    NameTable.writeText(buffer, offset + PauseLayout.NAME, Label.utf8(name));
    Words.publishInt(buffer, offset + PauseLayout.STATUS, SegmentLayout.STATUS_PUBLISHED);
  }

  /**
   * A pause that has ended, by itself.
   *
   * @param startEpochMs when it began, in milliseconds since 1970
   */
  public void pause(long startEpochMs, long durationNs) {
    count(1, durationNs);
    if (durationNs > Words.getLong(buffer, offset + PauseLayout.LONGEST_NS)) {
      put(PauseLayout.LONGEST_NS, durationNs);
    }
    long told = Words.getLong(buffer, offset + PauseLayout.TOLD);
    int place = PauseLayout.pause(told);
    put(place + PauseLayout.START_EPOCH_MS, startEpochMs);
    put(place + PauseLayout.DURATION_NS, durationNs);
    put(PauseLayout.TOLD, told + 1); // last: a reader that finds it finds the pause
  }

  /** Pauses of which nothing is known but their mean; {@code pauses} may be 0. */
  public void count(long pauses, long meanNs) {
    if (pauses > 0) {
      int slot = Buckets.slot(Histogram.durationTicks(meanNs));
      Words.getAndAdd(buffer, offset + PauseLayout.slot(slot), pauses);
      Words.getAndAdd(buffer, offset + PauseLayout.PAUSES, pauses);
    }
  }

  /** How long all pauses were together, as the JVM says. */
  public void total(long timeNs) {
    put(PauseLayout.TIME_NS, timeNs);
  }

  /** How many pauses have been counted. */
  public long pauses() {
    return Words.getLong(buffer, offset + PauseLayout.PAUSES);
  }

  private void put(int place, long value) {
    Words.publishLong(buffer, offset + place, value);
  }
}
