package io.tidemark.collector.socket;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses as two longs: see {@link SocketSink}. */
final class Address {
  private static final long MAPPED_PREFIX = 0xffff_0000_0000L;
  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?:$|:)");

  private Address() {}

  /** The lower half of the IPv6 address that maps an IPv4 address; the upper half is 0. */
  static long mapped(int ipv4) {
    return MAPPED_PREFIX | Integer.toUnsignedLong(ipv4);
  }

  static boolean isIpv4(long high, long low) {
    return high == 0 && low >>> 32 == MAPPED_PREFIX >>> 32;
  }

  /** 127.0.0.0/8, or ::1. */
  static boolean isLoopback(long high, long low) {
    return isIpv4(high, low) ? (low >>> 24 & 0xff) == 127 : high == 0 && low == 1;
  }

  /** {@code 127.0.0.1}, or {@code fe80::1} as RFC 5952 writes it, without a scope. */
  static String text(long high, long low) {
    try {
      if (isIpv4(high, low)) {
        return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt((int) low).array())
            .getHostAddress();
      }
      byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
      return shorten(InetAddress.getByAddress(bytes).getHostAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("only for lengths other than 4 and 16", e);
    }
  }

  private static String shorten(String full) {
    int start = 0;
    int end = 0;
    for (Matcher zeros = ZEROS.matcher(full); zeros.find(); ) {
      if (zeros.end() - zeros.start() > end - start) {
        start = zeros.start();
        end = zeros.end();
      }
    }
    return end == 0 ? full : full.substring(0, start) + "::" + full.substring(end);
  }
}
