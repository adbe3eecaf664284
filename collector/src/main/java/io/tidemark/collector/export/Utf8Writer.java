package io.tidemark.collector.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8 in memory, for texts that are written a character at a time and are ASCII but for a few:
 * {@link java.io.OutputStreamWriter} takes a lock and copies twice for each. Half of a surrogate
 * pair becomes {@code ?}, as there. Grows as needed. Not thread-safe.
 */
public final class Utf8Writer extends Writer {
  private static final int LEAST_BYTES = 1 << 10;

  private byte[] bytes;
  private int size;
  private char high;

  /**
   * Is empty.
   *
   * @param expectedBytes how much will be written, about
   */
  public Utf8Writer(int expectedBytes) {
    this.bytes = new byte[Math.max(LEAST_BYTES, expectedBytes)];
  }

  /** How many bytes were written. */
  public int size() {
    flush();
    return size;
  }

  /** Writes all that was written. */
  public void writeTo(OutputStream out) throws IOException {
    flush();
    out.write(bytes, 0, size);
  }

  @Override
  public Writer append(char character) {
    if (character < 0x80 && high == 0) {
      if (size == bytes.length) {
        grow(1);
      }
      bytes[size++] = (byte) character;
    } else {
      other(character);
    }
    return this;
  }

  @Override
  public void write(int character) {
    append((char) character);
  }

  // Most texts have one byte a character, and then the JDK copies them at once; not by its
  // encoder, which takes an array of its own.
  @Override
  @SuppressWarnings("deprecation") // drops the high bytes, which is looked for before
  public void write(String text) {
    int length = text.length();
    if (high != 0 || !isAscii(text)) {
      write(text, 0, length);
      return;
    }
    if (length > bytes.length - size) {
      grow(length);
    }
    text.getBytes(0, length, bytes, size);
    size += length;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Writer append(CharSequence text) {
    write(text.toString());
    return this;
  }

  @Override
  public void write(String text, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      append(text.charAt(i));
    }
  }

  @Override
  public void write(char[] characters, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      append(characters[i]);
    }
  }

  private void other(char character) {
    if (Character.isLowSurrogate(character) && high != 0) {
      encode(new String(new char[] {high, character}));
      high = 0;
      return;
    }
    flush();
    if (Character.isHighSurrogate(character)) {
      high = character;
    } else {
      encode(String.valueOf(character));
    }
  }

  private void encode(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (encoded.length > bytes.length - size) {
      grow(encoded.length);
    }
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  private void grow(int by) {
    bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, by)));
  }

  /** Writes what waits for the other half of a pair. */
  @Override
  public void flush() {
    if (high != 0) {
      high = 0;
      encode("?");
    }
  }

  @Override
  public void close() {
    flush();
  }
}
