package io.tidemark.collector.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SocketTotalsTest {
  private static final String SOCKSTAT =
      """
      sockets: used 120
      TCP: inuse 8 orphan 0 tw 9 alloc 12 mem 2
      UDP: inuse 1 mem 0
      """;
  private static final String SOCKSTAT6 = "TCP6: inuse 4\nUDP6: inuse 0\n";
  private static final String SNMP =
      """
      Ip: Forwarding DefaultTTL
      Ip: 1 64
      Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens
      Tcp: 1 200 120000 -1 4711 815
      """;

  @TempDir Path net;

  @Test
  void addsBothFamilies() throws IOException {
    Files.writeString(net.resolve("sockstat"), SOCKSTAT);
    Files.writeString(net.resolve("sockstat6"), SOCKSTAT6);
    Files.writeString(net.resolve("snmp"), SNMP);
    assertEquals(Optional.of(new SocketTotals(12, 9, 4711)), SocketTotals.read(net));
  }

  @Test
  void doesWithoutIpv6AndDials() throws IOException {
    Files.writeString(net.resolve("sockstat"), SOCKSTAT);
    assertEquals(Optional.of(new SocketTotals(8, 9, 0)), SocketTotals.read(net));
  }

  @Test
  void isEmptyWhereTheSystemDoesNotTell() {
    assertEquals(Optional.empty(), SocketTotals.read(net));
  }

  @Test
  void survivesMutations() throws IOException {
    Random random = new Random(7);
    int told = 0;
    for (int i = 0; i < 2_000; i++) {
      Files.write(net.resolve("sockstat"), mutated(SOCKSTAT, random));
      Files.write(net.resolve("snmp"), mutated(SNMP, random));
      Optional<SocketTotals> totals = SocketTotals.read(net);
      told += totals.isPresent() ? 1 : 0;
      assertTrue(totals.isEmpty() || totals.get().sockets() >= 0, "" + totals);
    }
    assertTrue(told > 0 && told < 2_000, "told " + told);
  }

  private static byte[] mutated(String text, Random random) {
    byte[] bytes = text.repeat(1 + random.nextInt(3)).getBytes(StandardCharsets.ISO_8859_1);
    for (int flips = random.nextInt(5); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }
}
