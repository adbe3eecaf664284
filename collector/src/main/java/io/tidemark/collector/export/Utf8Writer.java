package io.tidemark.collector.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 of texts that are written a character at a time and are ASCII but for a few: {@link
 * java.io.OutputStreamWriter} takes a lock and copies twice for each. Half of a surrogate pair
 * becomes {@code ?}, as there. Not thread-safe.
 */
public final class Utf8Writer extends Writer {
  private static final int BUFFER_BYTES = 16 << 10;

  private final OutputStream out;
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private int size;
  private char high;

  /** Writes to there. */
  public Utf8Writer(OutputStream out) {
    this.out = out;
  }

  @Override
  public Writer append(char character) throws IOException {
    if (character < 0x80 && high == 0) {
      if (size == bytes.length) {
        spill();
      }
      bytes[size++] = (byte) character;
    } else {
      other(character);
    }
    return this;
  }

  @Override
  public void write(int character) throws IOException {
    append((char) character);
  }

  // Most texts have one byte a character, and then the JDK copies them at once; not by its
  // encoder, which takes an array of its own.
  @Override
  @SuppressWarnings("deprecation") // drops the high bytes, which is looked for before
  public void write(String text) throws IOException {
    int length = text.length();
    if (high != 0 || length > bytes.length || !isAscii(text)) {
      write(text, 0, length);
      return;
    }
    if (length > bytes.length - size) {
      spill();
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
  public Writer append(CharSequence text) throws IOException {
    write(text.toString());
    return this;
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      append(text.charAt(i));
    }
  }

  @Override
  public void write(char[] characters, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      append(characters[i]);
    }
  }

  private void other(char character) throws IOException {
    if (Character.isLowSurrogate(character) && high != 0) {
      String pair = new String(new char[] {high, character});
      high = 0;
      encode(pair);
      return;
    }
    endPair();
    if (Character.isHighSurrogate(character)) {
      high = character;
    } else {
      encode(String.valueOf(character));
    }
  }

  // Of a character or two.
  private void encode(String text) throws IOException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (encoded.length > bytes.length - size) {
      spill();
    }
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  private void endPair() throws IOException {
    if (high != 0) {
      high = 0;
      encode("?");
    }
  }

  private void spill() throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }

  /** Hands on what is complete. */
  @Override
  public void flush() throws IOException {
    spill();
    out.flush();
  }

  /** Hands on all, and closes what it writes to. */
  @Override
  public void close() throws IOException {
    endPair();
    spill();
    out.close();
  }
}
