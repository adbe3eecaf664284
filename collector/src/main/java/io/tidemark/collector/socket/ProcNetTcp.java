package io.tidemark.collector.socket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * {@code /proc/net/tcp} and {@code tcp6}: a line of text for each socket, four times the cost of
 * {@link SockDiag}. Those that listen come first in each file.
 *
 * <pre>
 *  no. local         peer          st to write:read     tm:left
 *   0: 0100007F:2BCB 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 1234 ...
 * </pre>
 *
 * <p>An address is one or four words, each as the machine reads it; a port is a number. What is
 * left of a timer is in hundredths of a second; 3 is that of TIME_WAIT. Of a listening socket the
 * queue to read is that of connections to accept; its limit is not here. Source: Linux, {@code
 * net/ipv4/tcp_ipv4.c} and {@code net/ipv6/tcp_ipv6.c}.
 */
public final class ProcNetTcp implements SocketTable {
  private static final int LISTEN = 10;
  private static final int TIME_WAIT_TIMER = 3;
  private static final int MS_PER_TICK = 10;
  private static final int IPV4_DIGITS = 8;
  private static final int IPV6_DIGITS = 32;

  // Where the columns begin, from the colon before the peer's port.
  private static final int STATE = 6;
  private static final int READ_QUEUE = 18;
  private static final int TIMER = 27;
  private static final int TIME_LEFT = 30;
  // Of the two ends all but the addresses' digits, and what follows up to the timer's.
  private static final int REST_CHARACTERS = 2 + 6 + TIME_LEFT + 8;

  private final Path net;
  private final byte[] buffer = new byte[64 << 10];

  /**
   * Reads nothing yet.
   *
   * @param proc the root of procfs
   */
  public ProcNetTcp(Path proc) {
    this.net = proc.resolve("net");
  }

  @Override
  public String name() {
    return "/proc/net/tcp";
  }

  @Override
  public List<String> unsupported() {
    return List.of("listen_queue_limit_missing");
  }

  @Override
  public void tell(SocketSink sink) throws IOException {
    read("tcp", true, sink);
    readIfThere("tcp6", true, sink);
    read("tcp", false, sink);
    readIfThere("tcp6", false, sink);
  }

  private void readIfThere(String file, boolean listening, SocketSink sink) throws IOException {
    try {
      read(file, listening, sink);
    } catch (NoSuchFileException e) {
      return; // a system without IPv6
    }
  }

  private void read(String file, boolean listening, SocketSink sink) throws IOException {
    try (InputStream in = Files.newInputStream(net.resolve(file))) {
      int kept = 0;
      for (int read = in.read(buffer); read >= 0; ) {
        int end = kept + read;
        int line = 0;
        for (int i = kept; i < end; i++) {
          if (buffer[i] == '\n') {
            if (!line(line, i, listening, sink)) {
              return;
            }
            line = i + 1;
          }
        }
        kept = end - line;
        if (kept == buffer.length) {
          throw new IOException(file + ": a line longer than " + kept + " bytes");
        }
        System.arraycopy(buffer, line, buffer, 0, kept);
        read = in.read(buffer, kept, buffer.length - kept);
      }
    }
  }

  /** Tells the socket of a line. False when no line of interest can follow. */
  private boolean line(int start, int end, boolean listening, SocketSink sink) throws IOException {
    int colon = indexOf(':', start, end);
    if (colon < 0) {
      return true; // the heading
    }
    int local = colon + 2;
    int localEnd = indexOf(':', local, end);
    int digits = localEnd - local;
    if ((digits != IPV4_DIGITS && digits != IPV6_DIGITS)
        || end - colon < 2 * digits + REST_CHARACTERS) {
      throw new IOException("no line of /proc/net/tcp: " + text(start, end));
    }
    int peer = localEnd + 6;
    int peerEnd = peer + digits;
    int state = (int) hex(peerEnd + STATE, 2);
    if (listening != (state == LISTEN)) {
      return !listening;
    }
    long localHigh = high(local, digits);
    long localLow = low(local, digits);
    int localPort = (int) hex(localEnd + 1, 4);
    if (listening) {
      int waiting = positive(hex(peerEnd + READ_QUEUE, 8));
      sink.listening(localHigh, localLow, localPort, waiting, SocketSink.UNKNOWN);
      return true;
    }
    boolean ending = hex(peerEnd + TIMER, 2) == TIME_WAIT_TIMER;
    sink.socket(
        TcpState.ofLinux(state),
        localHigh,
        localLow,
        localPort,
        high(peer, digits),
        low(peer, digits),
        (int) hex(peerEnd + 1, 4),
        ending ? positive(hex(peerEnd + TIME_LEFT, 8) * MS_PER_TICK) : SocketSink.UNKNOWN);
    return true;
  }

  private static int positive(long unsigned) {
    return (int) Math.min(unsigned, Integer.MAX_VALUE);
  }

  private int indexOf(char wanted, int start, int end) {
    int i = start;
    while (i < end && buffer[i] != wanted) {
      i++;
    }
    return i < end ? i : -1;
  }

  private long high(int offset, int digits) throws IOException {
    return digits == IPV4_DIGITS ? 0 : (word(offset) << 32) | word(offset + 8);
  }

  private long low(int offset, int digits) throws IOException {
    return digits == IPV4_DIGITS
        ? Address.mapped((int) word(offset))
        : (word(offset + 16) << 32) | word(offset + 24);
  }

  private long word(int offset) throws IOException {
    int word = (int) hex(offset, 8);
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return Integer.toUnsignedLong(little ? Integer.reverseBytes(word) : word);
  }

  private long hex(int offset, int digits) throws IOException {
    long value = 0;
    for (int i = offset; i < offset + digits; i++) {
      int digit = Character.digit(buffer[i], 16);
      if (digit < 0) {
        throw new IOException("no hexadecimal number in /proc/net/tcp: " + text(offset, i + 1));
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  private String text(int start, int end) {
    return Arrays.toString(Arrays.copyOfRange(buffer, start, Math.min(end, start + 200)));
  }
}
