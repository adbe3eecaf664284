package io.tidemark.agent.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DestinationNameTest {
  @Test
  void writesBothFamiliesAsTheCollectorDoes() throws UnknownHostException {
    List<String> names = new ArrayList<>();
    names.add(name(4, 127, 0, 0, 1));
    names.add(name(4, 255, 255, 255, 255));
    names.add(name(16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
    names.add(name(16));
    names.add(name(16, 0xfe, 0x80));
    names.add(name(16, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1));
    names.add(name(16, 0x20, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1));
    names.add(name(16, 0x20, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1));
    names.add(name(16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 1, 2, 3));
    assertEquals(
        List.of(
            "127.0.0.1:80",
            "255.255.255.255:80",
            "::1:80",
            ":::80",
            "fe80:::80",
            "2001:db8:0:1:0:1:1:1:80",
            "2001:0:0:1::1:80",
            "2001::1:1:0:0:1:80",
            "10.1.2.3:80"),
        names);
  }

  // Unlike getByAddress without a host, this one leaves an IPv4 address in its clothes.
  private static String name(int length, int... values) throws UnknownHostException {
    byte[] bytes = new byte[length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    InetAddress address =
        length == 4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress("", bytes, 7);
    return DestinationName.of(address, 80);
  }
}
