package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A part of a segment as it was when a reader saw it last. Not thread-safe. */
final class KnownBytes {
  private final ByteBuffer bytes;
  private boolean seen;

  KnownBytes(int length) {
    this.bytes = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
  }

  /** Whether it has been seen at all. */
  boolean seen() {
    return seen;
  }

  /** Whether a copy holds the same, from an offset on. */
  boolean isIn(ByteBuffer copy, int offset) {
    return isIn(copy, offset, 0, bytes.capacity());
  }

  /** The same of a piece of it. */
  boolean isIn(ByteBuffer copy, int offset, int from, int to) {
    if (!seen) {
      return false;
    }
    bytes.limit(to).position(from);
    copy.limit(offset + to).position(offset + from);
    boolean same = bytes.mismatch(copy) < 0;
    copy.clear();
    return same;
  }

  /** Takes over what a copy holds from an offset on. */
  void take(ByteBuffer copy, int offset) {
    copy.limit(offset + bytes.capacity()).position(offset);
    bytes.clear();
    bytes.put(copy);
    copy.clear();
    seen = true;
  }
}
