package io.tidemark.collector.socket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a network namespace's settings say about ports: those under {@code /proc/sys/net/ipv4},
 * which hold for IPv6 too. Procfs shows each thread those of the namespace that the thread is in.
 *
 * @param range the ephemeral ports
 * @param timeWaitReuse {@code tcp_tw_reuse}: 0 never, 1 everywhere, 2 on loopback alone, the
 *     default since Linux 4.19
 * @param reuseDelayMs {@code tcp_tw_reuse_delay}, since Linux 6.14; before it was a second
 * @param timestamps {@code tcp_timestamps}: without them nothing in TIME_WAIT is reused
 */
public record PortSettings(
    PortRange range, int timeWaitReuse, int reuseDelayMs, boolean timestamps) {
  private static final int LONGEST_TEXT = 32;
  private static final int DEFAULT_DELAY_MS = 1_000;
  private static final int MAX_DELAY_MS = 60_000;

  /** Reads the settings of one namespace. */
  public interface Reader {
    /**
     * The settings; empty where the system does not tell the range of ports.
     *
     * @throws IOException when they cannot be read, or make no sense
     */
    Optional<PortSettings> read() throws IOException;
  }

  /** Settings under which nothing in TIME_WAIT is reused. */
  public static PortSettings withoutReuse(PortRange range) {
    return new PortSettings(range, 0, DEFAULT_DELAY_MS, false);
  }

  /**
   * The settings of the network namespace that the calling thread is in; empty where the system
   * does not tell.
   *
   * @param proc the root of procfs
   * @throws IOException when they make no sense
   */
  public static Optional<PortSettings> read(Path proc) throws IOException {
    Path directory = proc.resolve("sys/net/ipv4");
    Optional<PortRange> range = PortRange.read(proc);
    if (range.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PortSettings(
            range.get(),
            number(directory.resolve("tcp_tw_reuse"), 2, 0),
            number(directory.resolve("tcp_tw_reuse_delay"), MAX_DELAY_MS, DEFAULT_DELAY_MS),
            number(directory.resolve("tcp_timestamps"), 2, 0) > 0));
  }

  private static int number(Path file, int max, int missing) throws IOException {
    byte[] buffer = new byte[LONGEST_TEXT];
    try (InputStream in = Files.newInputStream(file)) {
      int length = Math.max(0, in.read(buffer));
      String text = new String(buffer, 0, length, StandardCharsets.US_ASCII).strip();
      if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > max) {
        throw new IOException(file + " is '" + text + "', expected 0 to " + max);
      }
      return Integer.parseInt(text);
    } catch (NoSuchFileException e) {
      return missing;
    }
  }
}
