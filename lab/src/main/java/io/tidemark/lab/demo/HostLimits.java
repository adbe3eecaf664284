package io.tidemark.lab.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel allows, from {@code /proc/sys/net/ipv4}.
 *
 * @param lowPort first ephemeral port
 * @param highPort last ephemeral port
 * @param maxTimeWait sockets in TIME_WAIT the kernel keeps at once; it closes the rest at once
 */
record HostLimits(int lowPort, int highPort, int maxTimeWait) {
  /**
   * Ports at the end of the range that the lab leaves alone. A port that any address has bound is
   * not given to a plain connect() from any other (Linux, {@code __inet_hash_connect}): a lab that
   * took them all would cut off every other program of the machine, and whoever looks at the page.
   */
  private static final int SPARED = 2_048;

  static HostLimits ofThisHost() throws IOException {
    return read(Path.of("/proc/sys/net/ipv4"));
  }

  /**
   * @param ipv4 {@code /proc/sys/net/ipv4}, or a directory like it
   */
  static HostLimits read(Path ipv4) throws IOException {
    String[] range = text(ipv4, "ip_local_port_range").split("\\s+", -1);
    int maxTimeWait = Integer.parseInt(text(ipv4, "tcp_max_tw_buckets"));
    return new HostLimits(Integer.parseInt(range[0]), Integer.parseInt(range[1]), maxTimeWait);
  }

  int ports() {
    return highPort - lowPort + 1;
  }

  /** The last port that the lab uses. */
  int lastLabPort() {
    return Math.max(lowPort, highPort - SPARED);
  }

  int labPorts() {
    return lastLabPort() - lowPort + 1;
  }

  /** The same host, of whose ports the lab uses at most so many. */
  HostLimits atMost(int ports) {
    return new HostLimits(lowPort, Math.min(highPort, lowPort - 1 + ports + SPARED), maxTimeWait);
  }

  /** Why the ports cannot run out on this host; empty if they can. */
  Optional<String> obstacle() {
    if (maxTimeWait > labPorts()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            "tcp_max_tw_buckets is %,d, fewer than the %,d ports of the lab: the kernel drops"
                + " TIME_WAIT before they run out, so 'Address already in use' will not occur here",
            maxTimeWait, labPorts()));
  }

  // Not Files.readString: it asks for one byte first, and a sysctl answers its first read only.
  private static String text(Path directory, String name) throws IOException {
    try (InputStream file = Files.newInputStream(directory.resolve(name))) {
      byte[] buffer = new byte[256];
      return new String(buffer, 0, Math.max(0, file.read(buffer)), US_ASCII).strip();
    }
  }
}
