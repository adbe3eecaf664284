package io.tidemark.collector.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "::",
        "::1",
        "fe80::1",
        "2001:db8::",
        "2001:db8:0:1::9",
        "2001:db8::1:0:0:9",
        "1:2:3:4:5:6:7:8",
        "1:0:3:4:5:6:7:8"
      })
  void writesIpv6AsRfc5952(String text) throws UnknownHostException {
    ByteBuffer bytes = ByteBuffer.wrap(InetAddress.getByName(text).getAddress());
    assertEquals(text, Address.text(bytes.getLong(0), bytes.getLong(8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.32.0.1", "0.0.0.0", "255.255.255.255"})
  void writesMappedIpv4AsIpv4(String text) throws UnknownHostException {
    int ipv4 = ByteBuffer.wrap(InetAddress.getByName(text).getAddress()).getInt();
    assertEquals(text, Address.text(0, Address.mapped(ipv4)));
  }
}
