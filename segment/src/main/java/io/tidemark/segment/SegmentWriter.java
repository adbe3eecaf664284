package io.tidemark.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Counts into a segment file: a JVM's ledger of client × handler rows, in memory that another
 * process reads.
 *
 * <p>Thread-safe. Counting is wait-free, allocates nothing and never fails; the first sight of a
 * client, a handler or a pair of them takes a short lock, once each. After {@link #close()}
 * counting still works, on memory that nobody reads any more.
 *
 * <p>The format is {@link SegmentLayout}; what reader and writer promise each other stands in
 * {@link io.tidemark.segment}.
 */
public final class SegmentWriter implements Closeable {
  private final FileChannel channel;
  private final FileLock lock;
  private final ByteBuffer buffer;
  private final SegmentLayout layout;
  // Copied from the layout, which derives them anew at each call: they are needed for each count.
  private final int stripes;
  private final int firstRow;
  private final int rowBytes;
  private final NameTable clients;
  private final NameTable handlers;
  private final AtomicIntegerArray rowOfPair;
  private final Path path;

  private SegmentWriter(
      Path path, FileChannel channel, FileLock lock, ByteBuffer buffer, SegmentLayout layout) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
    this.buffer = buffer;
    this.layout = layout;
    this.stripes = layout.stripes();
    this.firstRow = layout.rowOffset(0);
    this.rowBytes = layout.rowBytes();
    this.rowOfPair = new AtomicIntegerArray((layout.clients() + 1) * (layout.handlers() + 1));
    this.clients =
        new NameTable(
            buffer, layout::clientOffset, layout.clients(), SegmentLayout.CLIENT_NAME_BYTES);
    this.handlers =
        new NameTable(
            buffer, layout::handlerOffset, layout.handlers(), SegmentLayout.HANDLER_NAME_BYTES);
  }

  /**
   * Creates a segment file in a directory and publishes it.
   *
   * @throws IOException when the directory is not fit for it, or its file system is full: nothing
   *     is left behind then
   */
  public static SegmentWriter create(
      SegmentDirectory directory, SegmentLayout layout, SegmentIdentity identity)
      throws IOException {
    Path path = directory.newFile(identity.pid());
    FileChannel channel = directory.create(path);
    try {
      FileLock lock = channel.lock(); // before all else: what is not locked counts as dead
      reserve(channel, layout.fileBytes());
      ByteBuffer buffer =
          channel
              .map(FileChannel.MapMode.READ_WRITE, 0, layout.fileBytes())
              .order(ByteOrder.nativeOrder());
      SegmentWriter writer = new SegmentWriter(path, channel, lock, buffer, layout);
      writer.publish(identity);
      return writer;
    } catch (IOException | RuntimeException e) {
      channel.close();
      directory.delete(path);
      throw e;
    }
  }

  // Touching a mapped page that a full tmpfs cannot back kills the JVM with SIGBUS. Writing every
  // block first turns that into an IOException here.
  private static void reserve(FileChannel channel, int bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(64 << 10);
    for (long position = 0; position < bytes; ) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - position));
      position += channel.write(zeros, position);
    }
  }

  private void publish(SegmentIdentity identity) {
    buffer.putInt(SegmentLayout.CATALOGUE_OFFSET, SegmentLayout.catalogue());
    buffer.putLong(SegmentLayout.FILE_BYTES_OFFSET, layout.fileBytes());
    buffer.putInt(SegmentLayout.CLIENTS_OFFSET, layout.clients());
    buffer.putInt(SegmentLayout.HANDLERS_OFFSET, layout.handlers());
    buffer.putInt(SegmentLayout.ROWS_OFFSET, layout.rows());
    buffer.putInt(SegmentLayout.STRIPES_OFFSET, layout.stripes());
    buffer.putLong(SegmentLayout.PID_OFFSET, identity.pid());
    buffer.putLong(SegmentLayout.START_OFFSET, identity.startEpochMs());
    text(SegmentLayout.SERVICE_OFFSET, identity.service());
    text(SegmentLayout.AGENT_VERSION_OFFSET, identity.agentVersion());
    text(SegmentLayout.JAVA_VERSION_OFFSET, identity.javaVersion());
    buffer.putInt(SegmentLayout.STATE_OFFSET, SegmentLayout.STATE_RUNNING);
    buffer.putLong(SegmentLayout.ROWS_ALLOCATED_OFFSET, layout.handlers() + 1);
    publishRow(0, 0, 0);
    // Last, in this order: a reader that finds the magic finds all that stands above.
    Words.publishInt(buffer, SegmentLayout.VERSION_OFFSET, SegmentLayout.VERSION);
    Words.publishLong(buffer, SegmentLayout.MAGIC_OFFSET, SegmentLayout.MAGIC);
  }

  private void text(int offset, String text) {
    NameTable.writeText(buffer, offset, Label.utf8(text));
  }

  /** Index of a client's name, cleaned; 0, which is 'other', when the table is full. */
  public int client(String name) {
    int index = clients.index(RpcSystem.OTHER, name);
    return index >= 0 ? index : overflow(ProcessCounter.OVERFLOW_CLIENTS);
  }

  /** Index of a handler's name, cleaned; 0, which is 'other', when the table is full. */
  public int handler(RpcSystem system, String name) {
    int index = handlers.index(system, name);
    return index >= 0 ? index : overflow(ProcessCounter.OVERFLOW_HANDLERS);
  }

  /**
   * The row of a client at a handler, by the indexes of their names. When the rows are used up, it
   * is the row of 'other' at that handler.
   */
  public int row(int client, int handler) {
    int pair = client * (layout.handlers() + 1) + handler;
    int row = rowOfPair.get(pair);
    return row != 0 || pair == 0 ? row : newRow(pair, client, handler);
  }

  private int newRow(int pair, int client, int handler) {
    if (client != 0 && rowsAllocated() >= layout.rows()) {
      // Before the lock, so that a flood of pairs without a row does not queue up.
      return otherAt(handler);
    }
    synchronized (rowOfPair) {
      int row = rowOfPair.get(pair);
      if (row != 0) {
        return row;
      }
      if (client == 0) {
        row = handler;
      } else if (rowsAllocated() < layout.rows()) {
        row = (int) Words.getAndAdd(buffer, SegmentLayout.ROWS_ALLOCATED_OFFSET, 1);
      } else {
        return otherAt(handler);
      }
      publishRow(row, client, handler);
      rowOfPair.set(pair, row);
      return row;
    }
  }

  private int otherAt(int handler) {
    overflow(ProcessCounter.OVERFLOW_ROWS);
    return row(0, handler);
  }

  private void publishRow(int row, int client, int handler) {
    int offset = layout.rowOffset(row);
    buffer.putInt(offset + SegmentLayout.ROW_CLIENT, client);
    buffer.putInt(offset + SegmentLayout.ROW_HANDLER, handler);
    Words.publishInt(buffer, offset + SegmentLayout.ROW_STATUS, SegmentLayout.STATUS_PUBLISHED);
  }

  private long rowsAllocated() {
    return Words.getLong(buffer, SegmentLayout.ROWS_ALLOCATED_OFFSET);
  }

  /** Adds to a counter of a row. */
  public void add(int row, Column column, long delta) {
    Words.getAndAdd(
        buffer, firstRow + row * rowBytes + SegmentLayout.counterInRow(stripe(), column), delta);
  }

  /** Counts a value in a histogram of a row; the column of its sum is the caller's to add to. */
  public void record(int row, Histogram histogram, long value) {
    int slot = SegmentLayout.slotInRow(stripes, histogram, Buckets.slot(value));
    Words.getAndAdd(buffer, firstRow + row * rowBytes + slot, 1);
  }

  /** Adds to a counter of the whole JVM. */
  public void add(ProcessCounter counter, long delta) {
    Words.getAndAdd(buffer, SegmentLayout.processCounterOffset(counter), delta);
  }

  private int overflow(ProcessCounter counter) {
    add(counter, 1);
    return 0;
  }

  // Threads that run at the same time mostly have different ids, so that they mostly count on
  // different cache lines. Which stripe a value lands on does not matter: readers add them up.
  private int stripe() {
    return (int) Thread.currentThread().getId() & (stripes - 1);
  }

  /** The segment's file. */
  public Path path() {
    return path;
  }

  /** Marks the exit as clean and lets go of the lock. The file stays, for whoever reads it last. */
  @Override
  public void close() throws IOException {
    Words.publishInt(buffer, SegmentLayout.STATE_OFFSET, SegmentLayout.STATE_CLEAN_EXIT);
    if (lock.isValid()) {
      lock.release();
    }
    channel.close();
  }
}
