package io.tidemark.collector.page;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Bytes in memory, in pieces: as it grows nothing is copied, and no large array has to be found in
 * a small heap. Not thread-safe.
 */
final class Chunks extends OutputStream {
  private static final int CHUNK_BYTES = 32 << 10;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] last = new byte[CHUNK_BYTES];
  private int used;

  /** How many bytes were written. */
  long size() {
    return (long) full.size() * CHUNK_BYTES + used;
  }

  @Override
  public void write(int oneByte) {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int done = 0;
    while (done < length) {
      if (used == CHUNK_BYTES) {
        full.add(last);
        last = new byte[CHUNK_BYTES];
        used = 0;
      }
      int fits = Math.min(CHUNK_BYTES - used, length - done);
      System.arraycopy(bytes, offset + done, last, used, fits);
      used += fits;
      done += fits;
    }
  }

  /** Writes all that was written. */
  void writeTo(OutputStream out) throws IOException {
    for (byte[] chunk : full) {
      out.write(chunk);
    }
    out.write(last, 0, used);
  }
}
