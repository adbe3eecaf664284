package io.tidemark.segment;

import java.nio.ByteBuffer;

/**
 * Tells readers that something other than a count changes: a name, a row's owner. The word in the
 * header is odd during such a step and even otherwise, so that a copy between two equal even values
 * holds no half of a step. Steps are short; between them the file is whole.
 *
 * <p>One thread at a time.
 */
final class Changes {
  private final ByteBuffer buffer;

  Changes(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  void begin() {
    Words.getAndAdd(buffer, SegmentLayout.CHANGES_OFFSET, 1);
  }

  void end() {
    Words.getAndAdd(buffer, SegmentLayout.CHANGES_OFFSET, 1);
  }
}
