package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside of the heap into which segments are copied, one after the other: readers that are
 * used in turn can share it, since none needs its copy any longer when it has read. It grows to the
 * size of the largest. Not thread-safe.
 */
public final class CopyBuffer {
  private ByteBuffer bytes = allocate(SegmentLayout.HEADER_BYTES);

  /** At least so many bytes; what was in them is kept. */
  ByteBuffer atLeast(int capacity) {
    if (bytes.capacity() < capacity) {
      ByteBuffer larger = allocate(capacity);
      larger.put(bytes.clear());
      bytes = larger;
    }
    return bytes;
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
