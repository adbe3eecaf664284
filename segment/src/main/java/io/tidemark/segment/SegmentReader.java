package io.tidemark.segment;

import io.tidemark.segment.SegmentException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Reads a segment file that another process writes, and survives whatever is in it.
 *
 * <p>It copies the file with positioned reads and never maps it: a file that is truncated under a
 * mapping kills the process that touches it, while a read merely ends early. Not thread-safe.
 */
public final class SegmentReader implements Closeable {
  private static final int MAX_ATTEMPTS = 64;
  private static final int PATIENCE = 4;

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer changesWord = newBuffer(Long.BYTES);
  private ByteBuffer copy = newBuffer(SegmentLayout.HEADER_BYTES);

  private SegmentReader(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens a segment, without following a link.
   *
   * @throws IOException when it cannot be opened
   */
  public static SegmentReader open(Path path) throws IOException {
    return new SegmentReader(path, SegmentDirectory.open(path));
  }

  /**
   * Reads a segment that was opened in another way.
   *
   * @param path what messages call it
   * @param channel is the reader's from now on
   */
  public static SegmentReader of(Path path, FileChannel channel) {
    return new SegmentReader(path, channel);
  }

  /**
   * Copies what the segment holds now.
   *
   * @throws SegmentException when the file is no segment, or not one that this version reads
   * @throws IOException when the file cannot be read
   */
  public SegmentSnapshot read() throws IOException {
    long size = channel.size();
    if (size < SegmentLayout.HEADER_BYTES) {
      throw new SegmentException(
          size == 0 ? Reason.NOT_READY : Reason.TRUNCATED,
          path + " has " + size + " bytes, expected at least " + SegmentLayout.HEADER_BYTES);
    }
    for (int attempt = 1; ; attempt++) {
      fill(SegmentLayout.HEADER_BYTES);
      long before = copy.getLong(SegmentLayout.CHANGES_OFFSET);
      SegmentHeader header = SegmentHeader.parse(path, copy);
      copyTables(size, header);
      long after = changes();
      // An odd one that stays: the writer was stopped in the midst of a step, perhaps for ever.
      if (before == after && (before % 2 == 0 || attempt > PATIENCE)) {
        return new SegmentParser(copy, header).parse();
      }
      if (attempt == MAX_ATTEMPTS) {
        throw new SegmentException(
            Reason.BUSY, path + " changed its names during each of " + attempt + " reads");
      }
    }
  }

  private void copyTables(long size, SegmentHeader header) throws IOException {
    SegmentLayout layout = header.layout();
    if (size < layout.fileBytes()) {
      throw new SegmentException(
          Reason.TRUNCATED,
          path + " has " + size + " bytes, its header says " + layout.fileBytes());
    }
    // One pass upwards. Names and rows are published after what they refer to, but this copy meets
    // names before rows; so rows that were published meanwhile may lack a name, and wait.
    fill(layout.table(Table.LEDGER).rowOffset(header.rowsUsed()));
  }

  private long changes() throws IOException {
    ByteBuffer word = changesWord.clear();
    while (word.hasRemaining()) {
      if (channel.read(word, SegmentLayout.CHANGES_OFFSET + word.position()) < 0) {
        throw new SegmentException(Reason.TRUNCATED, path + " ends within its header");
      }
    }
    return word.getLong(0);
  }

  /**
   * Whether the process that writes the segment lives. Must be asked from another process.
   *
   * @throws IOException when the lock cannot be asked for
   */
  public boolean writerLives() throws IOException {
    return SegmentDirectory.writerLives(channel);
  }

  private void fill(int bytes) throws IOException {
    if (copy.capacity() < bytes) {
      copy = newBuffer(bytes);
    }
    copy.clear().limit(bytes);
    while (copy.hasRemaining()) {
      if (channel.read(copy, copy.position()) < 0) {
        throw new SegmentException(
            Reason.TRUNCATED,
            path + " ends after " + copy.position() + " bytes, expected " + bytes);
      }
    }
  }

  private static ByteBuffer newBuffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
