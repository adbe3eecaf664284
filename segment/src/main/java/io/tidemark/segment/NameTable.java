package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The writer's side of a table of names in the segment: gives each name a slot, once, until the
 * table is full. Thread-safe. A known name is found without a lock; a new one holds the lock of one
 * hash bin while its slot is written, which happens at most {@code capacity} times.
 */
final class NameTable {
  private final ByteBuffer buffer;
  private final IntUnaryOperator offsets;
  private final int capacity;
  private final int maxBytes;
  private final ConcurrentHashMap<String, Integer> indexes = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<@Nullable String> names;
  private int used;

  NameTable(ByteBuffer buffer, IntUnaryOperator offsets, int capacity, int maxBytes) {
    this.buffer = buffer;
    this.offsets = offsets;
    this.capacity = capacity;
    this.maxBytes = maxBytes;
    this.names = new AtomicReferenceArray<>(capacity + 1);
    write(0, RpcSystem.OTHER, Label.OTHER);
    indexes.put(Label.OTHER, 0);
  }

  /** The slot of a name, or -1 when it has none and the table is full. */
  int index(RpcSystem system, String raw) {
    Integer known = indexes.get(raw);
    if (known != null) {
      return known;
    }
    // A method and its route are two words.
    String name =
        system == RpcSystem.HTTP ? Label.cleanText(raw, maxBytes) : Label.clean(raw, maxBytes);
    Integer index = indexes.get(name);
    if (index == null && indexes.size() <= capacity) {
      index = indexes.computeIfAbsent(name, absent -> allocate(system, absent));
    }
    return index == null ? -1 : index;
  }

  /** The name in a slot; null when there is none. */
  @Nullable String name(int index) {
    return names.get(index);
  }

  private synchronized @Nullable Integer allocate(RpcSystem system, String name) {
    if (used == capacity) {
      return null;
    }
    used++;
    write(used, system, name);
    return used;
  }

  private void write(int index, RpcSystem system, String name) {
    names.set(index, name);
    int offset = offsets.applyAsInt(index);
    buffer.putInt(offset + SegmentLayout.ENTRY_SYSTEM, system.ordinal());
    writeText(buffer, offset + SegmentLayout.ENTRY_TEXT, Label.utf8(name));
    Words.publishInt(buffer, offset + SegmentLayout.ENTRY_STATUS, SegmentLayout.STATUS_PUBLISHED);
  }

  static void writeText(ByteBuffer buffer, int offset, byte[] utf8) {
    buffer.putInt(offset, utf8.length);
    buffer.put(offset + Integer.BYTES, utf8);
  }
}
