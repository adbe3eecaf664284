package io.tidemark.collector.socket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many TCP sockets a network namespace has, without a listing: microseconds instead of
 * milliseconds. Source: {@code sockstat}, {@code sockstat6} and {@code snmp} of {@code /proc/net}.
 *
 * @param inUse in use, IPv6 among them
 * @param timeWait in TIME_WAIT
 * @param opens connections opened by {@code connect} so far; 0 where that is not told
 */
public record SocketTotals(long inUse, long timeWait, long opens) {
  private static final int LONGEST_TEXT = 16 << 10;

  // "TCP: inuse 5 orphan 0 tw 7 alloc 9 mem 1" and "TCP6: inuse 3"
  private static final Pattern IPV4 =
      Pattern.compile("^TCP: inuse (\\d{1,9}) orphan \\d{1,9} tw (\\d{1,9})", Pattern.MULTILINE);
  private static final Pattern IPV6 = Pattern.compile("^TCP6: inuse (\\d{1,9})", Pattern.MULTILINE);
  // "Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens ...", and the values in the next line
  private static final Pattern OPENS =
      Pattern.compile(
          "^Tcp: \\w+ \\w+ \\w+ \\w+ ActiveOpens .*\\nTcp: \\S+ \\S+ \\S+ \\S+ (\\d{1,18}) ",
          Pattern.MULTILINE);

  /** Sockets in all. */
  long sockets() {
    return inUse + timeWait;
  }

  /**
   * Reads them; empty where the system does not tell.
   *
   * @param net such as {@code /proc/net}
   */
  public static Optional<SocketTotals> read(Path net) {
    Matcher ipv4 = IPV4.matcher(text(net.resolve("sockstat")));
    if (!ipv4.find()) {
      return Optional.empty();
    }
    Matcher ipv6 = IPV6.matcher(text(net.resolve("sockstat6")));
    Matcher opens = OPENS.matcher(text(net.resolve("snmp")));
    return Optional.of(
        new SocketTotals(
            Long.parseLong(ipv4.group(1)) + (ipv6.find() ? Long.parseLong(ipv6.group(1)) : 0),
            Long.parseLong(ipv4.group(2)),
            opens.find() ? Long.parseLong(opens.group(1)) : 0));
  }

  private static String text(Path file) {
    byte[] buffer = new byte[LONGEST_TEXT];
    try (InputStream in = Files.newInputStream(file)) {
      // One read: the kernel makes such a text at once.
      int length = Math.max(0, in.read(buffer));
      return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // what is not told only makes listings more frequent
    }
  }
}
