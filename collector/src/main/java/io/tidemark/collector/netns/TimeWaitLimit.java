package io.tidemark.collector.netns;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

  private TimeWaitLimit() {}

  /**
   * Reads it; empty where the system does not tell a number.
   *
   * @param proc the root of procfs
   * @throws IOException when it cannot be read
   */
  public static OptionalLong read(Path proc) throws IOException {
    byte[] buffer = new byte[MAX_BYTES];
    try (InputStream in = Files.newInputStream(proc.resolve("sys/net/ipv4/tcp_max_tw_buckets"))) {
      int length = Math.max(0, in.read(buffer));
      String text = new String(buffer, 0, length, StandardCharsets.US_ASCII).strip();
      return text.matches("\\d{1,18}")
          ? OptionalLong.of(Long.parseLong(text))
          : OptionalLong.empty();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }
}
