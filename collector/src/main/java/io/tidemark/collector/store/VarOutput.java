package io.tidemark.collector.store;

import java.util.Arrays;

/** Collects numbers, seven bits to a byte, lowest first. */
final class VarOutput {
  private byte[] bytes = new byte[4096];
  private int length;

  void unsigned(long value) {
    if (bytes.length - length < VarInput.MAX_BYTES) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** Zigzag: small numbers of either sign are short. */
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }
}
