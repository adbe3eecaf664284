package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's writer: which clients have a place, and which row belongs to which pair of client
 * and handler. Thread-safe. Rows 0 to {@code handlers} belong to 'other'.
 */
final class ClientTable implements Ranking.Places<Client> {
  private static final int SKETCH_CELLS = 2048;

  private final ByteBuffer buffer;
  private final SegmentLayout layout;
  private final Object lock;
  private final Changes changes;
  private final ToLongFunction<Row> weight;
  private final TableRows rows;
  private final Ranking<Client> ranking;
  private final Client other;
  private final ArrayDeque<Integer> freeNames = new ArrayDeque<>();

  /**
   * The table of a new segment.
   *
   * @param lock under which the segment's names and rows change owners
   */
  ClientTable(
      ByteBuffer buffer,
      SegmentLayout layout,
      Object lock,
      Changes changes,
      ToLongFunction<Row> weight,
      LongSupplier nanoTime) {
    this.buffer = buffer;
    this.layout = layout;
    this.lock = lock;
    this.changes = changes;
    this.weight = weight;
    this.rows =
        new TableRows(buffer, layout.table(Table.LEDGER), layout.handlers() + 1, changes, nanoTime);
    this.ranking = new Ranking<>(layout.clients(), this, new Sketch(SKETCH_CELLS), nanoTime);
    this.other = new Client(Label.OTHER, 0, layout.handlers(), weight);
    for (int index = 1; index <= layout.clients(); index++) {
      freeNames.add(index);
    }
    writeName(0, Label.OTHER);
    publishRowsUsed();
    row(other, 0);
  }

  /** The place of a client; that of 'other' when it has none, and then its weight is added to. */
  Client client(String raw, long work) {
    Client known = ranking.find(raw);
    if (known != null) {
      return known;
    }
    String name = Label.clean(raw, SegmentLayout.CLIENT_NAME_BYTES);
    if (name.equals(Label.OTHER)) {
      return other;
    }
    known = ranking.find(name);
    Client admitted = known == null ? ranking.admit(name, work) : known;
    return admitted == null ? other : admitted;
  }

  /**
   * A client whose work is charged to 'other' asked for more of it: it may get a place, or rows.
   */
  void weigh(String raw, long work) {
    Client client = client(raw, work);
    if (!client.isOther() && rows.isFull()) {
      ranking.makeRoom(client.name(), work);
    }
  }

  /** The row of a pair; null when the table is full. */
  @Nullable Row row(Client client, int handler) {
    Row row = client.rows().get(handler);
    if (row != null || (!client.isOther() && rows.isFull())) {
      return row; // when it is full, before the lock: a flood of pairs does not queue up
    }
    synchronized (lock) {
      row = client.rows().get(handler);
      return row == null ? newRow(client, handler) : row;
    }
  }

  private @Nullable Row newRow(Client client, int handler) {
    int index = client.isOther() ? handler : rows.take();
    if (index < 0) {
      return null;
    }
    publishRowsUsed();
    changes.begin();
    int offset = layout.table(Table.LEDGER).rowOffset(index);
    buffer.putInt(offset + SegmentLayout.ROW_CLIENT, client.index());
    buffer.putInt(offset + SegmentLayout.ROW_HANDLER, handler);
    Words.publishInt(buffer, offset + SegmentLayout.ROW_STATUS, SegmentLayout.STATUS_PUBLISHED);
    changes.end();
    Row row = new Row(layout.table(Table.LEDGER), index, client.isOther());
    client.rows().set(handler, row);
    return row;
  }

  @Override
  public @Nullable Client open(String name) {
    synchronized (lock) {
      Integer index = freeNames.poll();
      if (index == null) {
        return null;
      }
      writeName(index, name);
      return new Client(name, index, layout.handlers(), weight);
    }
  }

  // The rows become those of 'other' one by one, and the name is free when none refers to it. Who
  // still has the client goes on to count, as 'other'.
  @Override
  public void close(Client client) {
    synchronized (lock) {
      AtomicReferenceArray<Row> of = client.rows();
      for (int handler = 0; handler < of.length(); handler++) {
        Row heir = otherAt(handler);
        Row row = of.getAndSet(handler, heir);
        if (row != null) {
          changes.begin();
          int offset = layout.table(Table.LEDGER).rowOffset(row.index());
          Words.publishInt(buffer, offset + SegmentLayout.ROW_CLIENT, 0);
          changes.end();
          rows.retire(row.index(), handler);
          row.moveTo(heir);
        }
      }
      freeNames.add(client.index());
    }
    Words.getAndAdd(buffer, SegmentLayout.processCounterOffset(ProcessCounter.EVICTED_CLIENTS), 1);
  }

  Client other() {
    return other;
  }

  /** The row of 'other' at a handler: there is always one. */
  Row otherAt(int handler) {
    Row row = row(other, handler);
    if (row == null) {
      throw new IllegalStateException("no row of 'other' at handler " + handler);
    }
    return row;
  }

  private void writeName(int index, String name) {
    changes.begin();
    int offset = layout.clientOffset(index);
    Words.publishInt(buffer, offset + SegmentLayout.ENTRY_STATUS, SegmentLayout.STATUS_FREE);
    NameTable.writeText(buffer, offset + SegmentLayout.ENTRY_TEXT, Label.utf8(name));
    Words.publishInt(buffer, offset + SegmentLayout.ENTRY_STATUS, SegmentLayout.STATUS_PUBLISHED);
    changes.end();
  }

  private void publishRowsUsed() {
    Words.publishLong(buffer, SegmentLayout.ROWS_ALLOCATED_OFFSET, rows.used());
  }
}
