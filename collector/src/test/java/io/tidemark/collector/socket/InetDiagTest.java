package io.tidemark.collector.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Answers recorded from a kernel, in the byte order of x86-64 and AArch64. */
final class InetDiagTest {
  private static final int RECORDED_SEQUENCE = 7;

  private final RecordedSockets sockets = new RecordedSockets();

  @Test
  void parsesSocketsOfBothFamiliesAndUnmapsThoseOfDualStackProcesses() throws IOException {
    assertTrue(InetDiag.parse(recorded("ipv4"), RECORDED_SEQUENCE, sockets));
    assertTrue(InetDiag.parse(recorded("ipv6"), RECORDED_SEQUENCE, sockets));
    assertEquals(
        List.of(
            "LISTEN 127.0.0.1 11211 1/128",
            "TIME_WAIT 127.32.0.1 40001 127.0.0.1 11211",
            "ESTABLISHED 127.0.0.1 11211 127.32.0.1 40002",
            "LISTEN ::1 9090 1/128",
            "ESTABLISHED ::1 9090 ::1 40003",
            "ESTABLISHED ::1 40003 ::1 9090",
            "ESTABLISHED 127.32.0.1 40002 127.0.0.1 11211"),
        sockets.told());
    int unknown = SocketSink.UNKNOWN;
    assertEquals(List.of(59_024, unknown, unknown, unknown, unknown), sockets.releasesMs());
  }

  @Test
  void passesOverWhatAnswersAnotherRequest() throws IOException {
    assertFalse(InetDiag.parse(recorded("ipv4"), RECORDED_SEQUENCE + 1, sockets));
    assertEquals(List.of(), sockets.told());
  }

  @Test
  void reportsRefusal() {
    ByteBuffer refusal = ByteBuffer.allocate(36).order(ByteOrder.nativeOrder());
    refusal.putInt(0, 36).putShort(4, (short) 2).putInt(8, 1).putInt(16, -93);
    IOException refused =
        assertThrows(IOException.class, () -> InetDiag.parse(refusal, 1, sockets));
    assertEquals("sock_diag: refused with error 93", refused.getMessage());
  }

  @Test
  void survivesTenThousandMutations() throws IOException {
    Random random = new Random(11211);
    byte[] original = new byte[504 + 20];
    recorded("ipv6").get(original);
    for (int i = 0; i < 10_000; i++) {
      byte[] mutated = original.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      ByteBuffer datagram = ByteBuffer.wrap(mutated, 0, random.nextInt(mutated.length + 1));
      try {
        InetDiag.parse(datagram, RECORDED_SEQUENCE, sockets);
      } catch (IOException expected) {
        assertTrue(String.valueOf(expected.getMessage()).startsWith("sock_diag: "));
      }
    }
  }

  @Test
  void asksForOneFamilyAndSomeStates() {
    ByteBuffer request = InetDiag.request(3, InetDiag.IPV6, InetDiag.LISTENING);
    assertEquals(
        "72 20 301 3 10 6 1024",
        "%d %d %x %d %d %d %d"
            .formatted(
                request.getInt(0),
                request.getShort(4),
                request.getShort(6),
                request.getInt(8),
                request.get(16),
                request.get(17),
                request.getInt(20)));
  }

  private static ByteBuffer recorded(String family) throws IOException {
    String resource = "/inet_diag/" + family + ".bin";
    try (InputStream in =
        Objects.requireNonNull(InetDiagTest.class.getResourceAsStream(resource), resource)) {
      return ByteBuffer.wrap(in.readAllBytes());
    }
  }
}
