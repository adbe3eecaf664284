package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of clients, or of handlers, by index, as a reader saw them last. A name that still
 * stands there is still the same object. Not thread-safe.
 */
final class KnownNames {
  private final int offset;
  private final int entryBytes;
  private final int maxBytes;
  private final KnownBytes bytes;
  private final @Nullable String[] names;
  private final RpcSystem[] systems;

  /**
   * No names yet.
   *
   * @param offset of the first entry, which is that of 'other'
   * @param capacity how many more there may be
   */
  KnownNames(int offset, int capacity, int entryBytes, int maxBytes) {
    this.offset = offset;
    this.entryBytes = entryBytes;
    this.maxBytes = maxBytes;
    this.bytes = new KnownBytes((capacity + 1) * entryBytes);
    this.names = new @Nullable String[capacity + 1];
    this.systems = new RpcSystem[capacity + 1];
    Arrays.fill(systems, RpcSystem.OTHER);
  }

  /** Looks at a copy; returns whether any name, or what it is a name of, has changed. */
  boolean read(ByteBuffer copy) {
    if (bytes.isIn(copy, offset)) {
      return false;
    }
    for (int index = 0; index < names.length; index++) {
      int from = index * entryBytes;
      if (!bytes.isIn(copy, offset, from, from + entryBytes)) {
        read(copy, index, offset + from);
      }
    }
    bytes.take(copy, offset);
    return true;
  }

  private void read(ByteBuffer copy, int index, int entry) {
    int system = copy.getInt(entry + SegmentLayout.ENTRY_SYSTEM);
    int text = entry + SegmentLayout.ENTRY_TEXT;
    boolean published =
        copy.getInt(entry + SegmentLayout.ENTRY_STATUS) == SegmentLayout.STATUS_PUBLISHED;
    systems[index] = RpcSystem.ofOrdinal(system);
    if (index == 0) {
      names[0] = Label.OTHER;
    } else if (!published) {
      names[index] = null;
    } else if (system == RpcSystem.HTTP.ordinal()) {
      names[index] = SegmentHeader.words(copy, text, maxBytes);
    } else {
      names[index] = SegmentHeader.text(copy, text, maxBytes);
    }
  }

  /** The name at an index, whatever the index is; null when there is none. */
  @Nullable String name(int index) {
    return index >= 0 && index < names.length ? names[index] : null;
  }

  /** Whose name it is, for an index that has one. */
  RpcSystem system(int index) {
    return systems[index];
  }

  /** How many there are without 'other'. */
  int used() {
    int used = -1;
    for (String name : names) {
      used += name == null ? 0 : 1;
    }
    return used;
  }
}
