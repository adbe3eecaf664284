package io.tidemark.collector.jvm;

import io.tidemark.collector.discovery.HeldFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Copies hsperfdata files and parses the copy. The file is never mapped: a JVM that takes over a
 * process id truncates the file of its predecessor, and a mapping would then kill whoever reads it.
 * Not thread-safe: one buffer serves all files.
 */
public final class HsperfReader {
  // 32 KiB is HotSpot's default; -XX:PerfDataMemorySize changes it.
  static final int FIRST_BYTES = 32 << 10;
  private static final int MAX_BYTES = 1 << 20;

  private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_BYTES);

  /**
   * What the file says now.
   *
   * @throws HsperfException when it is no sound hsperfdata file
   * @throws IOException when it cannot be opened or read
   */
  public Hsperf read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, HeldFile.readOptions(file))) {
      buffer = copy(channel, buffer);
      return Hsperf.parse(buffer);
    }
  }

  /** A copy of a whole file, in the buffer if it is large enough. */
  static ByteBuffer copy(FileChannel channel, ByteBuffer buffer) throws IOException {
    long size = channel.size();
    if (size > MAX_BYTES) {
      throw new HsperfException(
          HsperfException.Reason.SIZE, size + " bytes, expected at most " + MAX_BYTES);
    }
    ByteBuffer copy = size > buffer.capacity() ? ByteBuffer.allocateDirect(MAX_BYTES) : buffer;
    copy.clear().limit((int) size);
    while (copy.hasRemaining() && channel.read(copy, copy.position()) > 0) {}
    return copy.flip();
  }
}
