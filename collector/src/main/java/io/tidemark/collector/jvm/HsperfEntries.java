package io.tidemark.collector.jvm;

import io.tidemark.collector.jvm.HsperfException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The format of an hsperfdata file, version 2, unchanged from JDK 8 to 25.
 *
 * <pre>
 *  offset  bytes
 *       0      4  magic ca fe c0 c0, whatever the byte order
 *       4      1  byte order of all numbers: 0 big, 1 little endian
 *       5      1  major version, 2
 *       7      1  accessible: 1 once the JVM has started
 *      24      4  offset of the first entry
 *      28      4  number of entries
 *
 *  entry    0      4  length of the entry: the next one follows
 *           4      4  offset of the name in the entry, ends with a zero byte
 *           8      4  length of the vector; 0 for a scalar
 *          12      1  type: 'J' long, 'B' byte
 *          16      4  offset of the value in the entry
 * </pre>
 *
 * <p>Source: HotSpot, {@code perfMemory.hpp} and {@code perfData.hpp}.
 */
final class HsperfEntries {
  private static final int MAGIC = 0xcafec0c0;
  private static final int BYTE_ORDER_OFFSET = 4;
  private static final int MAJOR_OFFSET = 5;
  private static final int ACCESSIBLE_OFFSET = 7;
  private static final int FIRST_ENTRY_OFFSET = 24;
  private static final int ENTRIES_OFFSET = 28;
  private static final int PROLOGUE_BYTES = 32;

  private static final int NAME_OFFSET = 4;
  private static final int VECTOR_LENGTH = 8;
  private static final int TYPE = 12;
  private static final int VALUE_OFFSET = 16;
  private static final int ENTRY_BYTES = 20;

  private static final int MAX_TEXT_BYTES = 1024;

  // Most entries are not worth a string each, ten times a second.
  private static final List<byte[]> WANTED =
      List.of(
          ascii("sun.gc.collector."),
          ascii("sun.gc.generation."),
          ascii("sun.gc.metaspace."),
          ascii("sun.gc.compressedclassspace."),
          ascii("sun.rt.createVmBeginTime"),
          ascii("sun.rt.javaCommand"),
          ascii("sun.rt.safepoint"),
          ascii("sun.os.hrt.frequency"),
          ascii("java.threads."),
          ascii("java.property.java.version"));

  private final ByteBuffer file;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  private HsperfEntries(ByteBuffer file) {
    this.file = file;
  }

  /** The entries that are used here; they stay those of the buffer, which must not change. */
  static HsperfEntries parse(ByteBuffer file) throws HsperfException {
    HsperfEntries parser = new HsperfEntries(file.duplicate());
    parser.prologue();
    parser.entries();
    return parser;
  }

  /** A count that every JVM has. */
  long number(String name) throws HsperfException {
    OptionalInt offset = offset(name);
    long number = offset.isPresent() ? file.getLong(offset.getAsInt()) : -1;
    if (number < 0) {
      throw new HsperfException(Reason.CORRUPT, name + "=" + number + ", expected a count");
    }
    return number;
  }

  /** A count that a JVM may lack. */
  long number(String name, long otherwise) {
    OptionalInt offset = offset(name);
    return offset.isPresent() ? file.getLong(offset.getAsInt()) : otherwise;
  }

  /** Where in the file a number is. It stays there as long as the JVM lives. */
  OptionalInt offset(String name) {
    Integer offset = numbers.get(name);
    return offset == null ? OptionalInt.empty() : OptionalInt.of(offset);
  }

  /** A text; empty when there is none. */
  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /** The order of all numbers of the file. */
  ByteOrder order() {
    return file.order();
  }

  private void prologue() throws HsperfException {
    file.order(ByteOrder.BIG_ENDIAN);
    if (file.limit() < PROLOGUE_BYTES) {
      throw new HsperfException(
          Reason.SIZE, file.limit() + " bytes, expected at least " + PROLOGUE_BYTES);
    }
    if (file.getInt(0) != MAGIC) {
      // HotSpot creates the file empty, and fills it in.
      throw new HsperfException(
          file.getInt(0) == 0 ? Reason.NOT_READY : Reason.NOT_HSPERF,
          "begins with %08x, expected %08x".formatted(file.getInt(0), MAGIC));
    }
    if (file.get(MAJOR_OFFSET) != 2) {
      throw new HsperfException(
          Reason.VERSION, "has version " + file.get(MAJOR_OFFSET) + ", expected 2");
    }
    if (file.get(ACCESSIBLE_OFFSET) == 0) {
      throw new HsperfException(Reason.NOT_READY, "is not accessible yet");
    }
    boolean little = file.get(BYTE_ORDER_OFFSET) == 1;
    file.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  // Ends, whatever the file says: every entry moves on by at least its own header.
  private void entries() throws HsperfException {
    int entry = file.getInt(FIRST_ENTRY_OFFSET);
    int count = file.getInt(ENTRIES_OFFSET);
    for (int i = 0; i < count; i++) {
      check(entry >= PROLOGUE_BYTES && entry <= file.limit() - ENTRY_BYTES, entry);
      int length = file.getInt(entry);
      check(length >= ENTRY_BYTES && length <= file.limit() - entry, entry);
      entry(entry, length);
      entry += length;
    }
  }

  private void entry(int entry, int length) throws HsperfException {
    int name = file.getInt(entry + NAME_OFFSET);
    int value = file.getInt(entry + VALUE_OFFSET);
    int vector = file.getInt(entry + VECTOR_LENGTH);
    check(name >= ENTRY_BYTES && name < length, entry);
    if (!wanted(entry + name, length - name)) {
      return;
    }
    if (file.get(entry + TYPE) == 'J' && vector == 0) {
      check(value >= ENTRY_BYTES && value <= length - Long.BYTES, entry);
      numbers.put(text(entry + name, length - name), entry + value);
    } else if (file.get(entry + TYPE) == 'B' && vector > 0) {
      check(value >= ENTRY_BYTES && value <= length - vector, entry);
      texts.put(text(entry + name, length - name), text(entry + value, vector));
    }
  }

  private boolean wanted(int offset, int max) {
    for (byte[] prefix : WANTED) {
      if (prefix.length <= max && startsWith(offset, prefix)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsWith(int offset, byte[] prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (file.get(offset + i) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private String text(int offset, int max) {
    byte[] text = new byte[Math.min(max, MAX_TEXT_BYTES)];
    file.get(offset, text);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  private static void check(boolean sound, int entry) throws HsperfException {
    if (!sound) {
      throw new HsperfException(Reason.CORRUPT, "the entry at " + entry + " contradicts itself");
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
