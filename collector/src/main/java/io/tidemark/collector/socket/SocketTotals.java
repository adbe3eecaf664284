package io.tidemark.collector.socket;

import io.tidemark.collector.kernel.KernelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

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

  private static final int MAX_DIGITS = 9;
  private static final int MAX_OPENS_DIGITS = 18;
  private static final int OPENS_WORD = 5;

  /** Where they are read from, again and again. */
  public record Files(
      KernelFiles.Kept sockstat, KernelFiles.Kept sockstat6, KernelFiles.Kept snmp) {
    /**
     * Opens nothing yet.
     *
     * @param net such as {@code /proc/net}
     */
    public static Files in(Path net, KernelFiles files) {
      return new Files(
          files.keep(net.resolve("sockstat")),
          files.keep(net.resolve("sockstat6")),
          files.keep(net.resolve("snmp")));
    }

    /** Reads them; empty where the system does not tell. */
    public Optional<SocketTotals> read() {
      return parse(text(sockstat), text(sockstat6), text(snmp));
    }

    private static String text(KernelFiles.Kept file) {
      try {
        return file.text();
      } catch (IOException e) {
        return ""; // what is not told only makes listings more frequent
      }
    }
  }

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
    return parse(
        text(net.resolve("sockstat")), text(net.resolve("sockstat6")), text(net.resolve("snmp")));
  }

  // "TCP: inuse 5 orphan 0 tw 7 alloc 9 mem 1" and "TCP6: inuse 3"
  private static Optional<SocketTotals> parse(String sockstat, String sockstat6, String snmp) {
    int ipv4 = line(sockstat, "TCP: inuse ", 0);
    long inUse = number(sockstat, ipv4, 2, MAX_DIGITS);
    long timeWait =
        word(sockstat, ipv4, 5).equals("tw") ? number(sockstat, ipv4, 6, MAX_DIGITS) : -1;
    if (inUse < 0 || timeWait < 0) {
      return Optional.empty();
    }
    int ipv6 = line(sockstat6, "TCP6: inuse ", 0);
    long inUse6 = Math.max(0, number(sockstat6, ipv6, 2, MAX_DIGITS));
    return Optional.of(new SocketTotals(inUse + inUse6, timeWait, opens(snmp)));
  }

  // "Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens ...", and the values in the next line
  private static long opens(String snmp) {
    int names = line(snmp, "Tcp: ", 0);
    if (names < 0 || !word(snmp, names, OPENS_WORD).equals("ActiveOpens")) {
      return 0;
    }
    int values = line(snmp, "Tcp: ", names + 1);
    return Math.max(0, number(snmp, values, OPENS_WORD, MAX_OPENS_DIGITS));
  }

  /** Where a line begins that starts so, from a place on; -1 if there is none. */
  private static int line(String text, String start, int from) {
    int line = from == 0 ? 0 : text.indexOf('\n', from) + 1;
    while (from == 0 || line > 0) {
      if (text.startsWith(start, line)) {
        return line;
      }
      line = text.indexOf('\n', line) + 1;
      if (line == 0) {
        return -1;
      }
    }
    return -1;
  }

  /** A word of a line, counted from 0; empty if there is none. */
  private static String word(String text, int line, int number) {
    int start = line;
    for (int i = 0; i < number && start >= 0; i++) {
      start = blankAfter(text, start) + 1;
      start = start == 0 ? -1 : start;
    }
    if (start < 0) {
      return "";
    }
    int end = start;
    while (end < text.length() && text.charAt(end) > ' ') {
      end++;
    }
    return text.substring(start, end);
  }

  /** Where the word ends that begins there, with a blank and not with its line; -1 otherwise. */
  private static int blankAfter(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) > ' ') {
      end++;
    }
    return end < text.length() && text.charAt(end) == ' ' ? end : -1;
  }

  /** A word that is a count of so many digits at most; -1 for whatever else. */
  private static long number(String text, int line, int word, int maxDigits) {
    String digits = line < 0 ? "" : word(text, line, word);
    long number = digits.isEmpty() || digits.length() > maxDigits ? -1 : 0;
    for (int i = 0; i < digits.length() && number >= 0; i++) {
      int digit = digits.charAt(i) - '0';
      number = digit < 0 || digit > 9 ? -1 : 10 * number + digit;
    }
    return number;
  }

  private static String text(Path file) {
    byte[] buffer = new byte[LONGEST_TEXT];
    try (InputStream in = java.nio.file.Files.newInputStream(file)) {
      // One read: the kernel makes such a text at once.
      int length = Math.max(0, in.read(buffer));
      return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // what is not told only makes listings more frequent
    }
  }
}
