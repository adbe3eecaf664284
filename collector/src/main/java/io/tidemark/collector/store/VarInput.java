package io.tidemark.collector.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads what {@link VarOutput} wrote, from anybody. */
final class VarInput {
  /** Of the longest number. */
  static final int MAX_BYTES = 10;

  private final InputStream in;

  VarInput(InputStream in) {
    this.in = in;
  }

  long unsigned() throws IOException {
    long value = 0;
    for (int i = 0; i < MAX_BYTES; i++) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("ends within a number");
      }
      value |= (next & 0x7fL) << (7 * i);
      if (next < 0x80) {
        return value;
      }
    }
    throw new IOException("a number of more than " + MAX_BYTES + " bytes");
  }

  long signed() throws IOException {
    long zigzag = unsigned();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  int bounded(int least, int most) throws IOException {
    long value = unsigned();
    if (value < least || value > most) {
      throw new IOException(value + " where " + least + " to " + most + " is expected");
    }
    return (int) value;
  }

  void end() throws IOException {
    if (in.read() >= 0) {
      throw new IOException("bytes after the end");
    }
  }
}
