package io.tidemark.segment;

import io.tidemark.segment.CollectorPauses.Pause;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the pauses in a private copy of a segment, whatever is in it. */
final class PauseParser {
  // More than there ever are; so that no sum of them overflows.
  private static final long MAX_IN_SLOT = 1L << 50;

  private final ByteBuffer copy;

  PauseParser(ByteBuffer copy) {
    this.copy = copy;
  }

  /** Empty when the agent does not report pauses. */
  Optional<List<CollectorPauses>> parse() {
    if (Words.getInt(copy, SegmentLayout.PAUSES_REPORTED_OFFSET)
        != SegmentLayout.STATUS_PUBLISHED) {
      return Optional.empty();
    }
    List<CollectorPauses> collectors = new ArrayList<>();
    for (int collector = 0; collector < PauseLayout.COLLECTORS; collector++) {
      int offset = PauseLayout.offset(collector);
      if (Words.getInt(copy, offset + PauseLayout.STATUS) == SegmentLayout.STATUS_PUBLISHED) {
        CollectorPauses read = collector(offset);
        if (collectors.stream().noneMatch(known -> known.name().equals(read.name()))) {
          collectors.add(read);
        }
      }
    }
    return Optional.of(collectors);
  }

  private CollectorPauses collector(int offset) {
    long told = number(offset + PauseLayout.TOLD);
    List<Pause> last = new ArrayList<>();
    for (long pause = Math.max(0, told - PauseLayout.LAST); pause < told; pause++) {
      int place = offset + PauseLayout.pause(pause);
      last.add(
          new Pause(
              number(place + PauseLayout.START_EPOCH_MS), number(place + PauseLayout.DURATION_NS)));
    }
    long[] slots = new long[Buckets.COUNT];
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] = Math.min(MAX_IN_SLOT, number(offset + PauseLayout.slot(slot)));
    }
    return new CollectorPauses(
        SegmentHeader.words(copy, offset + PauseLayout.NAME, PauseLayout.NAME_BYTES),
        number(offset + PauseLayout.TIME_NS),
        number(offset + PauseLayout.LONGEST_NS),
        told,
        last,
        slots);
  }

  private long number(int offset) {
    return Math.max(0, Words.getLong(copy, offset));
  }
}
