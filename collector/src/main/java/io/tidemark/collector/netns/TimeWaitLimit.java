package io.tidemark.collector.netns;

import io.tidemark.collector.kernel.KernelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How many sockets may be in TIME_WAIT: {@code net.ipv4.tcp_max_tw_buckets}, of the network
 * namespace that the calling thread is in. Old kernels have it in their first namespace alone.
 */
public final class TimeWaitLimit {
  private static final int MAX_BYTES = 32;
  private static final int MAX_DIGITS = 18;

  /** Where it is in procfs. */
  public static final String FILE = "sys/net/ipv4/tcp_max_tw_buckets";

  private TimeWaitLimit() {}

  /**
   * Reads it; empty where the system does not tell a number.
   *
   * @param proc the root of procfs
   * @throws IOException when it cannot be read
   */
  public static OptionalLong read(Path proc) throws IOException {
    byte[] buffer = new byte[MAX_BYTES];
    try (InputStream in = Files.newInputStream(proc.resolve(FILE))) {
      int length = Math.max(0, in.read(buffer));
      return parse(buffer, length);
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * The same from its file, which stays that of the network namespace in which it was opened.
   *
   * @throws IOException when it cannot be read
   */
  public static OptionalLong read(KernelFiles.Kept file) throws IOException {
    try {
      int length = Math.min(MAX_BYTES, file.read());
      return parse(file.bytes(), length);
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /** A number of up to 18 digits, and white space after it. */
  private static OptionalLong parse(byte[] text, int length) {
    long limit = 0;
    int digits = 0;
    while (digits < length && text[digits] >= '0' && text[digits] <= '9') {
      limit = 10 * limit + text[digits] - '0';
      digits++;
      if (digits > MAX_DIGITS) {
        return OptionalLong.empty();
      }
    }
    for (int i = digits; i < length; i++) {
      if (!Character.isWhitespace(text[i])) {
        return OptionalLong.empty();
      }
    }
    return digits > 0 ? OptionalLong.of(limit) : OptionalLong.empty();
  }
}
