package io.tidemark.collector.socket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/**
 * The ephemeral ports: those that the system picks from for an outbound connection.
 *
 * @param first the lowest
 * @param last the highest
 * @param reserved those that are never picked, in the range or not
 */
public record PortRange(int first, int last, BitSet reserved) {
  private static final int MAX_PORT = 65535;

  /** Linux' default, for systems that do not tell theirs. */
  public static final PortRange DEFAULT = new PortRange(32768, 60999, new BitSet());

  /** Copies the reserved ports. */
  public PortRange {
    reserved = (BitSet) reserved.clone();
  }

  @Override
  public BitSet reserved() {
    return (BitSet) reserved.clone();
  }

  /** Whether a port may be picked. */
  public boolean contains(int port) {
    return port >= first && port <= last && !reserved.get(port);
  }

  /** How many ports may be picked. */
  public int available() {
    BitSet available = new BitSet();
    available.set(first, Math.max(first, last + 1));
    available.andNot(reserved);
    return available.cardinality();
  }

  /**
   * The range of this network namespace; empty where the system does not tell.
   *
   * @param proc the root of procfs
   * @throws IOException when it is no range
   */
  public static Optional<PortRange> read(Path proc) throws IOException {
    Path directory = proc.resolve("sys/net/ipv4");
    Optional<String> range = text(directory.resolve("ip_local_port_range"));
    Optional<String> reserved = text(directory.resolve("ip_local_reserved_ports"));
    return range.isEmpty()
        ? Optional.empty()
        : Optional.of(parse(range.get(), reserved.orElse("")));
  }

  private static Optional<String> text(Path file) throws IOException {
    // One read: a file of sysctl ends after the first, however little that asked for.
    byte[] buffer = new byte[64 << 10];
    try (InputStream in = Files.newInputStream(file)) {
      int length = Math.max(0, in.read(buffer));
      return Optional.of(new String(buffer, 0, length, StandardCharsets.US_ASCII));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Parses the kernel's texts.
   *
   * @param range such as {@code 32768 60999}
   * @param reserved such as {@code 8080,40000-40999}; empty for none
   */
  static PortRange parse(String range, String reserved) throws IOException {
    String[] bounds = range.strip().split("\\s+", -1);
    if (bounds.length != 2) {
      throw new IOException("ip_local_port_range is '" + range + "', expected two ports");
    }
    int first = port(bounds[0]);
    int last = port(bounds[1]);
    BitSet excepted = new BitSet();
    for (String part : reserved.strip().split(",", -1)) {
      if (!part.isBlank()) {
        String[] ends = part.strip().split("-", 2);
        int from = port(ends[0]);
        excepted.set(from, Math.max(from, port(ends[ends.length - 1]) + 1));
      }
    }
    return new PortRange(first, last, excepted);
  }

  private static int port(String text) throws IOException {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IOException("'" + text + "' is no port", e);
    }
    throw new IOException("'" + text + "' is no port, expected 0 to " + MAX_PORT);
  }
}
