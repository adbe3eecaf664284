package io.tidemark.collector.netns;

import io.tidemark.collector.kernel.KernelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Some of the columns that a protocol has in {@code /proc/net/snmp} or {@code netstat}. Each
 * protocol has two lines; which columns there are, and where, is each kernel's affair:
 *
 * <pre>
 * Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens ...
 * Tcp: 1 200 120000 -1 2322591 1962940 ...
 * </pre>
 *
 * <p>Thread-safe. Source: Linux, {@code net/ipv4/proc.c}.
 */
public final class NetColumns {
  /** The value of a column that there is not, or that holds no count. */
  public static final long ABSENT = -1;

  // Linux 6.18 fills 1.3 and 4.2 KB.
  private static final int MAX_BYTES = 16 << 10;

  private final byte[] heading;
  private final byte[][] names;

  /**
   * Columns of a protocol.
   *
   * @param protocol such as {@code Tcp}
   * @param names such as {@code ActiveOpens}
   */
  public NetColumns(String protocol, List<String> names) {
    this.heading = ascii(protocol + ":");
    this.names = names.stream().map(NetColumns::ascii).toArray(byte[][]::new);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads the columns from a file, of which the first 16 KiB count.
   *
   * @return their values in the order of the names, each from 0 up or {@link #ABSENT}
   * @throws IOException when there is no such file, or it cannot be read
   */
  public long[] read(Path file) throws IOException {
    byte[] text = new byte[MAX_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      // One read: the kernel writes such a file anew for each, and so all at one time.
      return parse(text, Math.max(0, in.read(text)));
    }
  }

  /** The same from a file that is read again and again. */
  public long[] read(KernelFiles.Kept file) throws IOException {
    int length = Math.min(MAX_BYTES, file.read());
    return parse(file.bytes(), length);
  }

  /** Parses a text, of which so many bytes count. */
  long[] parse(byte[] text, int length) {
    long[] values = new long[names.length];
    Arrays.fill(values, ABSENT);
    int nameLine = line(text, 0, length);
    int nameEnd = end(text, nameLine, length);
    int valueLine = line(text, nameEnd, length);
    int valueEnd = end(text, valueLine, length);
    if (valueEnd == length) {
      return values; // no second line, or one that was cut off, perhaps within a number
    }
    int name = nameLine + heading.length;
    int value = valueLine + heading.length;
    while (name < nameEnd && value < valueEnd) {
      name = blanksEnd(text, name, nameEnd);
      value = blanksEnd(text, value, valueEnd);
      int nextName = wordEnd(text, name, nameEnd);
      int nextValue = wordEnd(text, value, valueEnd);
      int index = indexOf(text, name, nextName);
      if (index >= 0) {
        values[index] = number(text, value, nextValue);
      }
      name = nextName;
      value = nextValue;
    }
    return values;
  }

  /** Where the next line with the heading begins; {@code length} if there is none. */
  private int line(byte[] text, int from, int length) {
    int start = from;
    while (start < length && !isHeading(text, start, length)) {
      start = Math.min(end(text, start, length) + 1, length);
    }
    return start;
  }

  private boolean isHeading(byte[] text, int start, int length) {
    int end = start + heading.length;
    return end <= length && Arrays.equals(text, start, end, heading, 0, heading.length);
  }

  /** Where a line ends, with a line feed; {@code length} if it does not. */
  private static int end(byte[] text, int start, int length) {
    int end = start;
    while (end < length && text[end] != '\n') {
      end++;
    }
    return end;
  }

  private static int blanksEnd(byte[] text, int start, int end) {
    int i = start;
    while (i < end && text[i] == ' ') {
      i++;
    }
    return i;
  }

  private static int wordEnd(byte[] text, int start, int end) {
    int i = start;
    while (i < end && text[i] != ' ') {
      i++;
    }
    return i;
  }

  private int indexOf(byte[] text, int start, int end) {
    for (int i = 0; i < names.length; i++) {
      if (Arrays.equals(text, start, end, names[i], 0, names[i].length)) {
        return i;
      }
    }
    return -1;
  }

  private static long number(byte[] text, int start, int end) {
    long number = start == end ? ABSENT : 0;
    for (int i = start; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
        return ABSENT;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
