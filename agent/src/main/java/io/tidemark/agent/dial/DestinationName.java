package io.tidemark.agent.dial;

import java.net.InetAddress;

/**
 * How a destination is written: {@code 127.0.0.1:80}, or {@code 2001:db8::1:80} with the address as
 * RFC 5952 has it, without scope and brackets. An IPv4 address in IPv6's clothes is the former.
 */
final class DestinationName {
  private static final int WORDS = 8;

  private DestinationName() {}

  static String of(InetAddress address, int port) {
    byte[] bytes = address.getAddress();
    StringBuilder text = new StringBuilder(48);
    if (bytes.length == 4) {
      ipv4(text, bytes, 0);
    } else if (isMapped(bytes)) {
      ipv4(text, bytes, 12);
    } else {
      ipv6(text, bytes);
    }
    return text.append(':').append(port).toString();
  }

  private static boolean isMapped(byte[] bytes) {
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == -1 && bytes[11] == -1;
  }

  private static void ipv4(StringBuilder text, byte[] bytes, int from) {
    for (int i = from; i < from + 4; i++) {
      text.append(i == from ? "" : ".").append(bytes[i] & 0xff);
    }
  }

  // The longest run of two or more zero words becomes '::', the first of several as long.
  private static void ipv6(StringBuilder text, byte[] bytes) {
    int longest = 1;
    int longestAt = WORDS;
    for (int at = 0; at < WORDS; at++) {
      int zeros = 0;
      while (at + zeros < WORDS && word(bytes, at + zeros) == 0) {
        zeros++;
      }
      if (zeros > longest) {
        longest = zeros;
        longestAt = at;
      }
    }
    for (int at = 0; at < WORDS; at++) {
      if (at == longestAt) {
        text.append("::");
        at += longest - 1;
      } else {
        text.append(at == 0 || at == longestAt + longest ? "" : ":");
        text.append(Integer.toHexString(word(bytes, at)));
      }
    }
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[2 * at] & 0xff) << 8) | (bytes[2 * at + 1] & 0xff);
  }
}
