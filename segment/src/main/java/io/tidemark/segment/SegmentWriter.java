package io.tidemark.segment;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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
  private final int stripes;
  private final NameTable handlers;
  private final ClientTable clients;
  private final Map<Table, NamedTable> tables = new EnumMap<>(Table.class);
  private final Path path;
  private int collectors;

  private SegmentWriter(
      Path path,
      FileChannel channel,
      FileLock lock,
      ByteBuffer buffer,
      SegmentLayout layout,
      LongSupplier nanoTime) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
    this.buffer = buffer;
    this.layout = layout;
    this.stripes = layout.stripes();
    this.handlers =
        new NameTable(
            buffer, layout::handlerOffset, layout.handlers(), SegmentLayout.HANDLER_NAME_BYTES);
    Object owners = new Object();
    Changes changes = new Changes(buffer);
    for (Table table : Table.values()) {
      TableLayout rows = layout.table(table);
      if (table != Table.LEDGER) {
        int capacity = table.capacity(layout);
        tables.put(
            table, new NamedTable(buffer, rows, capacity, owners, changes, this::weight, nanoTime));
      }
    }
    this.clients = new ClientTable(buffer, layout, owners, changes, this::weight, nanoTime);
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
    return create(directory, layout, identity, System::nanoTime);
  }

  /** The same, with a clock for those who do not want to wait. */
  static SegmentWriter create(
      SegmentDirectory directory,
      SegmentLayout layout,
      SegmentIdentity identity,
      LongSupplier nanoTime)
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
      SegmentWriter writer = new SegmentWriter(path, channel, lock, buffer, layout, nanoTime);
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
    // Last, in this order: a reader that finds the magic finds all that stands above.
    Words.publishInt(buffer, SegmentLayout.VERSION_OFFSET, SegmentLayout.VERSION);
    Words.publishLong(buffer, SegmentLayout.MAGIC_OFFSET, SegmentLayout.MAGIC);
  }

  private void text(int offset, String text) {
    NameTable.writeText(buffer, offset, Label.utf8(text));
  }

  /**
   * A client, by its name, cleaned: 'other' when it is not among the heaviest. Each call weighs as
   * one request.
   */
  public Client client(String name) {
    Client client = clients.client(name, 1);
    if (client.isOther()) {
      add(ProcessCounter.OVERFLOW_CLIENTS, 1);
    }
    return client;
  }

  /**
   * Says that a client without a place of its own asked for more work, in items or tasks; it may
   * get a place for its next request.
   */
  public void weigh(String client, long work) {
    clients.weigh(client, work);
  }

  /** Index of a handler's name, cleaned; 0, which is 'other', when the table is full. */
  public int handler(RpcSystem system, String name) {
    int index = handlers.index(system, name);
    if (index < 0) {
      add(ProcessCounter.OVERFLOW_HANDLERS, 1);
      return 0;
    }
    return index;
  }

  /** The row of a client at a handler; that of 'other' at the handler when the rows are used up. */
  public Row row(Client client, int handler) {
    Row row = clients.row(client, handler);
    if (row == null) {
      add(ProcessCounter.OVERFLOW_ROWS, 1);
      clients.weigh(client.name(), 1);
      return clients.otherAt(handler);
    }
    return row;
  }

  /** The row of a name in a table other than the ledger; each call weighs as one. */
  public Row row(Table table, String name) {
    return row(table, name, 1);
  }

  /** The same, for a call that stands for several. */
  public Row row(Table table, String name, int times) {
    NamedTable named = named(table);
    Row row = named.row(name, times);
    if (row == null) {
      add(NamedTable.Counters.of(table).overflow(), times);
      return named.other();
    }
    return row;
  }

  /** The row of 'other' in a table other than the ledger. */
  public Row other(Table table) {
    return named(table).other();
  }

  /** The row of a handler in {@link Table#FANOUT}. */
  public Row fanOut(int handler) {
    String name = handlers.name(handler);
    return name == null || handler == 0 ? other(Table.FANOUT) : row(Table.FANOUT, name);
  }

  /** From now on the agent reports the pauses of garbage collectors, of which there may be none. */
  public void reportPauses() {
    Words.publishInt(buffer, SegmentLayout.PAUSES_REPORTED_OFFSET, SegmentLayout.STATUS_PUBLISHED);
  }

  /** A place for the pauses of one more garbage collector; null when all are taken. */
  public synchronized @Nullable PauseWriter pauses(String collector) {
    if (collectors == PauseLayout.COLLECTORS) {
      return null;
    }
    return new PauseWriter(
        buffer, collectors++, Label.cleanText(collector, PauseLayout.NAME_BYTES));
  }

  private NamedTable named(Table table) {
    NamedTable named = tables.get(table);
    if (named == null) {
      throw new IllegalArgumentException(table + " has no names of its own");
    }
    return named;
  }

  private long weight(Row row) {
    long sum = 0;
    int counters = row.countersOffset();
    for (Column column : Column.weights(row.table())) {
      for (int stripe = 0; stripe < stripes; stripe++) {
        int offset = counters + stripe * row.stripeBytes() + column.offset();
        sum += Words.getLong(buffer, offset);
      }
    }
    return sum;
  }

  /** Adds to a counter of a row, which must be one of the column's table. */
  public void add(Row row, Column column, long delta) {
    int stripe = stripe() * row.stripeBytes();
    Words.getAndAdd(buffer, row.countersOffset() + stripe + column.offset(), delta);
  }

  /** Counts a value in a histogram of a row; the column of its sum is the caller's to add to. */
  public void record(Row row, Histogram histogram, long value) {
    int slot = Math.min(Buckets.slot(value), histogram.slots() - 1);
    int histograms = row.countersOffset() + stripes * row.stripeBytes();
    Words.getAndAdd(buffer, histograms + histogram.offset() + slot * Long.BYTES, 1);
  }

  /** Adds to a counter of the whole JVM. */
  public void add(ProcessCounter counter, long delta) {
    Words.getAndAdd(buffer, SegmentLayout.processCounterOffset(counter), delta);
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
