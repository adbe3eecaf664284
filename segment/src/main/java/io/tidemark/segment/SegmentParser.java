package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
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
    List<LedgerRow> rows = new ArrayList<>();
    for (int row = 0; row < header.rowsUsed(); row++) {
      LedgerRow read = row(row, clients, handlers);
      if (read != null) {
        rows.add(read);
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
        rows);
  }

  private @Nullable String[] names(int capacity, IntUnaryOperator offsets, int maxBytes) {
    @Nullable String[] names = new String[capacity + 1];
    names[0] = Label.OTHER;
    for (int index = 1; index <= capacity; index++) {
      int offset = offsets.applyAsInt(index);
      if (Words.getInt(copy, offset + SegmentLayout.ENTRY_STATUS)
          == SegmentLayout.STATUS_PUBLISHED) {
        RpcSystem system = RpcSystem.ofOrdinal(copy.getInt(offset + SegmentLayout.ENTRY_SYSTEM));
        names[index] =
            SegmentHeader.text(
                copy, offset + SegmentLayout.ENTRY_TEXT, maxBytes, NameTable.gap(system));
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

  private @Nullable LedgerRow row(
      int row, @Nullable String[] clients, @Nullable String[] handlers) {
    int offset = layout.rowOffset(row);
    if (Words.getInt(copy, offset + SegmentLayout.ROW_STATUS) != SegmentLayout.STATUS_PUBLISHED) {
      return null;
    }
    String client = name(clients, copy.getInt(offset + SegmentLayout.ROW_CLIENT));
    int handlerIndex = copy.getInt(offset + SegmentLayout.ROW_HANDLER);
    String handler = name(handlers, handlerIndex);
    if (client == null || handler == null) {
      return null;
    }
    long[] counters = counters(offset);
    if (LongStream.of(counters).allMatch(count -> count == 0)) {
      return null; // some rows are published from the beginning, whether they are needed or not
    }
    int system = copy.getInt(layout.handlerOffset(handlerIndex) + SegmentLayout.ENTRY_SYSTEM);
    return new LedgerRow(client, handler, RpcSystem.ofOrdinal(system), counters, slots(offset));
  }

  private static @Nullable String name(@Nullable String[] names, int index) {
    return index >= 0 && index < names.length ? names[index] : null;
  }

  private long[] counters(int rowOffset) {
    long[] counters = new long[Column.COUNT];
    for (Column column : Column.values()) {
      long sum = 0;
      for (int stripe = 0; stripe < layout.stripes(); stripe++) {
        sum += copy.getLong(rowOffset + SegmentLayout.counterInRow(stripe, column));
      }
      counters[column.ordinal()] = Math.max(0, sum);
    }
    return counters;
  }

  private long[][] slots(int rowOffset) {
    long[][] slots = new long[Histogram.COUNT][Buckets.COUNT];
    for (Histogram histogram : Histogram.values()) {
      for (int slot = 0; slot < Buckets.COUNT; slot++) {
        int offset = SegmentLayout.slotInRow(layout.stripes(), histogram, slot);
        slots[histogram.ordinal()][slot] = Math.max(0, copy.getLong(rowOffset + offset));
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
