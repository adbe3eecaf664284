package io.tidemark.segment;

import io.tidemark.segment.SegmentException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment file that another process writes, and survives whatever is in it.
 *
 * <p>It copies the file with positioned reads and never maps it: a file that is truncated under a
 * mapping kills the process that touches it, while a read merely ends early. Not thread-safe.
 *
 * <p>A reader that reads again remembers what it saw. While the word that announces steps is even
 * and what it was, no row has been given to a name or taken from one: then it copies the rows that
 * were in use, and no others. What it copies it compares, and what has not moved is the same object
 * in the next snapshot; if nothing has moved, the snapshot is.
 */
public final class SegmentReader implements Closeable {
  private static final int MAX_ATTEMPTS = 64;
  private static final int PATIENCE = 4;

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer changesWord =
      ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
  private final CopyBuffer buffer;
  private @Nullable KnownSegment known;

  private SegmentReader(Path path, FileChannel channel, CopyBuffer buffer) {
    this.path = path;
    this.channel = channel;
    this.buffer = buffer;
  }

  /**
   * Opens a segment, without following a link.
   *
   * @throws IOException when it cannot be opened
   */
  public static SegmentReader open(Path path) throws IOException {
    return open(path, new CopyBuffer());
  }

  /** The same, with memory that it shares with readers that read before and after it. */
  public static SegmentReader open(Path path, CopyBuffer buffer) throws IOException {
    return of(path, SegmentDirectory.open(path), buffer);
  }

  /**
   * Reads a segment that was opened in another way.
   *
   * @param path what messages call it
   * @param channel is the reader's from now on
   * @param buffer may be shared with readers that read before and after it
   */
  public static SegmentReader of(Path path, FileChannel channel, CopyBuffer buffer) {
    return new SegmentReader(path, channel, buffer);
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
      KnownSegment segment = known;
      int first = segment == null ? 0 : segment.layout().clientOffset(0);
      fill(0, (int) Math.max(SegmentLayout.HEADER_BYTES, Math.min(size, first)));
      ByteBuffer copy = buffer.atLeast(SegmentLayout.HEADER_BYTES);
      long before = copy.getLong(SegmentLayout.CHANGES_OFFSET);
      if (segment == null || !segment.isStill(copy)) {
        segment = new KnownSegment(SegmentHeader.parse(path, copy), copy);
      }
      int rowsUsed = segment.rowsUsed(copy);
      boolean whole = !segment.isBetweenSteps(before);
      copyTables(size, segment, rowsUsed, whole);
      long after = changes();
      // An odd one that stays: the writer was stopped in the midst of a step, perhaps for ever.
      if (before == after && (before % 2 == 0 || attempt > PATIENCE)) {
        known = null; // should it fail, nothing that is half done is remembered
        copy = buffer.atLeast(SegmentLayout.HEADER_BYTES);
        SegmentSnapshot snapshot = segment.read(copy, whole ? rowsUsed : KnownTable.IN_USE);
        known = segment;
        return snapshot;
      }
      if (attempt == MAX_ATTEMPTS) {
        throw new SegmentException(
            Reason.BUSY, path + " changed its names during each of " + attempt + " reads");
      }
    }
  }

  private void copyTables(long size, KnownSegment segment, int rowsUsed, boolean whole)
      throws IOException {
    SegmentLayout layout = segment.layout();
    if (size < layout.fileBytes()) {
      throw new SegmentException(
          Reason.TRUNCATED,
          path + " has " + size + " bytes, its header says " + layout.fileBytes());
    }
    // Upwards. Names and rows are published after what they refer to, but this copy meets names
    // before rows; so rows that were published meanwhile may lack a name, and wait.
    if (whole) {
      fill(0, layout.table(Table.LEDGER).rowOffset(rowsUsed));
    } else {
      int[] parts = segment.parts();
      for (int part = 0; part < parts.length; part += 2) {
        fill(parts[part], parts[part + 1]);
      }
    }
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

  // Each part of the file is copied to where it stands there.
  private void fill(int from, int to) throws IOException {
    ByteBuffer copy = buffer.atLeast(to);
    copy.limit(to).position(from);
    while (copy.hasRemaining()) {
      if (channel.read(copy, copy.position()) < 0) {
        throw new SegmentException(
            Reason.TRUNCATED, path + " ends after " + copy.position() + " bytes, expected " + to);
      }
    }
    copy.clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
