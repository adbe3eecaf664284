package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Turns a private copy of a segment, whose header was checked, into a snapshot. */
final class SegmentParser {
  private final ByteBuffer copy;
  private final SegmentHeader header;
  private final SegmentLayout layout;

  SegmentParser(ByteBuffer copy, SegmentHeader header) {
    this.copy = copy;
    this.header = header;
    this.layout = header.layout();
  }

  SegmentSnapshot parse() {
    @Nullable String[] handlers =
        names(layout.handlers(), layout::handlerOffset, SegmentLayout.HANDLER_NAME_BYTES);
    @Nullable String[] clients =
        names(layout.clients(), layout::clientOffset, SegmentLayout.CLIENT_NAME_BYTES);
    List<LedgerRow> rows = ledger(clients, handlers);
    Map<Table, List<NamedRow>> tables = new EnumMap<>(Table.class);
    for (Table table : Table.values()) {
      if (table != Table.LEDGER) {
        tables.put(table, named(layout.table(table)));
      }
    }
    return new SegmentSnapshot(
        header.identity(),
        layout,
        header.cleanExit(),
        used(clients),
        used(handlers),
        rows.size(),
        processCounters(),
        rows,
        tables,
        new PauseParser(copy).parse());
  }

  private @Nullable String[] names(int capacity, IntUnaryOperator offsets, int maxBytes) {
    @Nullable String[] names = new String[capacity + 1];
    names[0] = Label.OTHER;
    for (int index = 1; index <= capacity; index++) {
      int offset = offsets.applyAsInt(index);
      if (Words.getInt(copy, offset + SegmentLayout.ENTRY_STATUS)
          == SegmentLayout.STATUS_PUBLISHED) {
        int text = offset + SegmentLayout.ENTRY_TEXT;
        names[index] =
            copy.getInt(offset + SegmentLayout.ENTRY_SYSTEM) == RpcSystem.HTTP.ordinal()
                ? SegmentHeader.words(copy, text, maxBytes)
                : SegmentHeader.text(copy, text, maxBytes);
      }
    }
    return names;
  }

  private static int used(@Nullable String[] names) {
    int used = -1; // 'other' is no use
    for (String name : names) {
      used += name == null ? 0 : 1;
    }
    return used;
  }

  // Rows whose client lost its place belong to 'other', which has a row at that handler already.
  private List<LedgerRow> ledger(@Nullable String[] clients, @Nullable String[] handlers) {
    TableLayout ledger = layout.table(Table.LEDGER);
    Map<Integer, LedgerRow> rows = new LinkedHashMap<>();
    for (int row = 0; row < header.rowsUsed(); row++) {
      int offset = ledger.rowOffset(row);
      LedgerRow read = row(ledger, row, clients, handlers);
      if (read != null) {
        int client = copy.getInt(offset + SegmentLayout.ROW_CLIENT);
        int handler = copy.getInt(offset + SegmentLayout.ROW_HANDLER);
        LedgerRow known = rows.putIfAbsent(client * (layout.handlers() + 1) + handler, read);
        if (known != null) {
          known.add(read);
        }
      }
    }
    return List.copyOf(rows.values());
  }

  private @Nullable LedgerRow row(
      TableLayout ledger, int row, @Nullable String[] clients, @Nullable String[] handlers) {
    int offset = ledger.rowOffset(row);
    if (Words.getInt(copy, offset + SegmentLayout.ROW_STATUS) != SegmentLayout.STATUS_PUBLISHED) {
      return null;
    }
    String client = name(clients, copy.getInt(offset + SegmentLayout.ROW_CLIENT));
    int handlerIndex = copy.getInt(offset + SegmentLayout.ROW_HANDLER);
    String handler = name(handlers, handlerIndex);
    if (client == null || handler == null) {
      return null;
    }
    long[] counters = counters(ledger, row);
    if (LongStream.of(counters).allMatch(count -> count == 0)) {
      return null; // some rows are published from the beginning, whether they are needed or not
    }
    int system = copy.getInt(layout.handlerOffset(handlerIndex) + SegmentLayout.ENTRY_SYSTEM);
    return new LedgerRow(
        client, handler, RpcSystem.ofOrdinal(system), counters, slots(ledger, row));
  }

  private List<NamedRow> named(TableLayout table) {
    Map<String, NamedRow> rows = new LinkedHashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      int offset = table.rowOffset(row);
      int status = Words.getInt(copy, offset + SegmentLayout.ROW_STATUS);
      if (status != SegmentLayout.STATUS_PUBLISHED && status != SegmentLayout.STATUS_OTHER) {
        continue;
      }
      String name =
          status == SegmentLayout.STATUS_OTHER
              ? Label.OTHER
              : SegmentHeader.words(
                  copy, offset + SegmentLayout.ROW_NAME, SegmentLayout.HANDLER_NAME_BYTES);
      long[] counters = counters(table, row);
      if (LongStream.of(counters).anyMatch(count -> count != 0)) {
        NamedRow read = new NamedRow(table.table(), name, counters, slots(table, row));
        NamedRow known = rows.putIfAbsent(name, read);
        if (known != null) {
          known.add(read);
        }
      }
    }
    return List.copyOf(rows.values());
  }

  private static @Nullable String name(@Nullable String[] names, int index) {
    return index >= 0 && index < names.length ? names[index] : null;
  }

  private long[] counters(TableLayout table, int row) {
    List<Column> columns = Column.of(table.table());
    long[] counters = new long[columns.size()];
    for (Column column : columns) {
      long sum = 0;
      for (int stripe = 0; stripe < layout.stripes(); stripe++) {
        sum += copy.getLong(table.counterOffset(row, stripe, column));
      }
      counters[column.index()] = Math.max(0, sum);
    }
    return counters;
  }

  private long[][] slots(TableLayout table, int row) {
    List<Histogram> histograms = Histogram.of(table.table());
    long[][] slots = new long[histograms.size()][];
    for (int i = 0; i < slots.length; i++) {
      Histogram histogram = histograms.get(i);
      slots[i] = new long[histogram.slots()];
      for (int slot = 0; slot < slots[i].length; slot++) {
        slots[i][slot] = Math.max(0, copy.getLong(table.slotOffset(row, histogram, slot)));
      }
    }
    return slots;
  }

  private Map<ProcessCounter, Long> processCounters() {
    Map<ProcessCounter, Long> counters = new EnumMap<>(ProcessCounter.class);
    for (ProcessCounter counter : ProcessCounter.values()) {
      long count = copy.getLong(SegmentLayout.processCounterOffset(counter));
      counters.put(counter, Math.max(0, count));
    }
    return counters;
  }
}
