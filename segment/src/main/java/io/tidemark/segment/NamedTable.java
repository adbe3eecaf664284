package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The writer of a table whose rows have one name each, which stands in the row. Row 0 is that of
 * 'other'. Thread-safe.
 */
final class NamedTable implements Ranking.Places<NamedTable.Owner> {
  private static final int SKETCH_CELLS = 512;

  /** A name and its row. */
  static final class Owner extends Ranking.Owner {
    private final Row row;
    private final ToLongFunction<Row> weight;

    Owner(String name, Row row, ToLongFunction<Row> weight) {
      super(name);
      this.row = row;
      this.weight = weight;
    }

    @Override
    long counted() {
      return weight.applyAsLong(row);
    }
  }

  /**
   * Where a table counts its own misfortunes.
   *
   * @param overflow something was charged to 'other'
   * @param evicted a name lost its place
   */
  record Counters(ProcessCounter overflow, ProcessCounter evicted) {
    static Counters of(Table table) {
      return switch (table) {
        case LEDGER ->
            new Counters(ProcessCounter.OVERFLOW_CLIENTS, ProcessCounter.EVICTED_CLIENTS);
        case DESTINATIONS ->
            new Counters(ProcessCounter.OVERFLOW_DESTINATIONS, ProcessCounter.EVICTED_DESTINATIONS);
        case LOGGERS ->
            new Counters(ProcessCounter.OVERFLOW_LOGGERS, ProcessCounter.EVICTED_LOGGERS);
        case LOG_SITES ->
            new Counters(ProcessCounter.OVERFLOW_LOG_SITES, ProcessCounter.EVICTED_LOG_SITES);
        case FANOUT -> // as many places as there are handlers, which never lose theirs
            new Counters(ProcessCounter.OVERFLOW_HANDLERS, ProcessCounter.OVERFLOW_HANDLERS);
      };
    }
  }

  private final ByteBuffer buffer;
  private final TableLayout layout;
  private final Object lock;
  private final Changes changes;
  private final ToLongFunction<Row> weight;
  private final TableRows rows;
  private final Ranking<Owner> ranking;
  private final Row other;

  /**
   * The table of a new segment.
   *
   * @param lock under which the segment's names and rows change owners
   */
  NamedTable(
      ByteBuffer buffer,
      TableLayout layout,
      int capacity,
      Object lock,
      Changes changes,
      ToLongFunction<Row> weight,
      LongSupplier nanoTime) {
    this.buffer = buffer;
    this.layout = layout;
    this.lock = lock;
    this.changes = changes;
    this.weight = weight;
    this.rows = new TableRows(buffer, layout, 1, changes, nanoTime);
    this.ranking = new Ranking<>(capacity, this, new Sketch(SKETCH_CELLS), nanoTime);
    this.other = publish(0, Label.OTHER);
  }

  /** The row of a name; null when it has none, and then its weight is added to. */
  @Nullable Row row(String raw, long work) {
    Owner known = ranking.find(raw);
    if (known != null) {
      return known.row;
    }
    String name = Label.cleanText(raw, SegmentLayout.HANDLER_NAME_BYTES);
    if (name.equals(Label.OTHER)) {
      return other;
    }
    known = ranking.find(name);
    Owner admitted = known == null ? ranking.admit(name, work) : known;
    return admitted == null ? null : admitted.row;
  }

  Row other() {
    return other;
  }

  @Override
  public @Nullable Owner open(String name) {
    synchronized (lock) {
      int index = rows.take();
      return index < 0 ? null : new Owner(name, publish(index, name), weight);
    }
  }

  @Override
  public void close(Owner owner) {
    synchronized (lock) {
      Row row = owner.row;
      setStatus(row.index(), SegmentLayout.STATUS_OTHER);
      rows.retire(row.index(), 0);
      row.moveTo(other);
    }
    Words.getAndAdd(
        buffer, SegmentLayout.processCounterOffset(Counters.of(layout.table()).evicted()), 1);
  }

  private Row publish(int index, String name) {
    NameTable.writeText(buffer, layout.rowOffset(index) + SegmentLayout.ROW_NAME, Label.utf8(name));
    setStatus(index, index == 0 ? SegmentLayout.STATUS_OTHER : SegmentLayout.STATUS_PUBLISHED);
    return new Row(layout, index, index == 0);
  }

  private void setStatus(int index, int status) {
    changes.begin();
    Words.publishInt(buffer, layout.rowOffset(index) + SegmentLayout.ROW_STATUS, status);
    changes.end();
  }
}
