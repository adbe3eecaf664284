package io.tidemark.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Ordered access to the aligned words of a direct buffer, in the machine's byte order. */
final class Words {
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private Words() {}

  static int getInt(ByteBuffer buffer, int offset) {
    return (int) INT.getAcquire(buffer, offset);
  }

  static long getLong(ByteBuffer buffer, int offset) {
    return (long) LONG.getAcquire(buffer, offset);
  }

  /** Publishes everything written before. */
  static void publishInt(ByteBuffer buffer, int offset, int value) {
    INT.setRelease(buffer, offset, value);
  }

  /** Publishes everything written before. */
  static void publishLong(ByteBuffer buffer, int offset, long value) {
    LONG.setRelease(buffer, offset, value);
  }

  static long getAndAdd(ByteBuffer buffer, int offset, long delta) {
    return (long) LONG.getAndAdd(buffer, offset, delta);
  }
}
