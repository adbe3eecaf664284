package io.tidemark.collector.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcNetTcpTest {
  private static final String HEADING = "  sl  local_address rem_address   st tx_queue rx_queue\n";
  private static final String LISTENS =
      "   0: 0100007F:2BCB 00000000:0000 0A 00000000:00000003 00:00000000 00000000\n";
  private static final String WAITS =
      "   1: 0100207F:8000 0100007F:2BCB 06 00000000:00000000 03:00000A0B 00000000\n";
  private static final String MAPPED =
      "   0: 0000000000000000FFFF00000100207F:8020 0000000000000000FFFF00000100007F:2BCB"
          + " 01 00000000:00000000 02:00000A0B 00000000\n";

  @TempDir Path proc;
  private final RecordedSockets sockets = new RecordedSockets();

  @BeforeEach
  void makeNet() throws IOException {
    Files.createDirectory(proc.resolve("net"));
  }

  @Test
  void tellsListenersFirst() throws IOException {
    Files.writeString(proc.resolve("net/tcp"), HEADING + LISTENS + WAITS);
    Files.writeString(proc.resolve("net/tcp6"), HEADING + LISTENS + MAPPED);
    new ProcNetTcp(proc).tell(sockets);
    assertEquals(
        List.of(
            "LISTEN 127.0.0.1 11211 3/-1",
            "LISTEN 127.0.0.1 11211 3/-1",
            "TIME_WAIT 127.32.0.1 32768 127.0.0.1 11211",
            "ESTABLISHED 127.32.0.1 32800 127.0.0.1 11211"),
        sockets.told());
    assertEquals(List.of(25_710, SocketSink.UNKNOWN), sockets.releasesMs());
  }

  @Test
  void readsFilesLongerThanItsBuffer() throws IOException {
    Files.writeString(proc.resolve("net/tcp"), HEADING + WAITS.repeat(5_000));
    new ProcNetTcp(proc).tell(sockets);
    assertEquals(
        List.of("TIME_WAIT 127.32.0.1 32768 127.0.0.1 11211"),
        sockets.told().stream().distinct().toList());
    assertEquals(5_000, sockets.told().size());
  }

  @Test
  void failsWhenThereIsNoTable() {
    assertThrows(IOException.class, () -> new ProcNetTcp(proc).tell(sockets));
  }

  @Test
  void failsOnALineWithoutEnd() throws IOException {
    Files.writeString(proc.resolve("net/tcp"), "x".repeat(100_000));
    IOException failure = assertThrows(IOException.class, () -> new ProcNetTcp(proc).tell(sockets));
    assertEquals("tcp: a line longer than 65536 bytes", failure.getMessage());
  }

  @Test
  void survivesMutations() throws IOException {
    Random random = new Random(4);
    byte[] original = (HEADING + LISTENS + WAITS + MAPPED).getBytes(StandardCharsets.US_ASCII);
    int sound = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] mutated = original.clone();
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      Files.write(proc.resolve("net/tcp"), mutated);
      try {
        new ProcNetTcp(proc).tell(sockets);
        sound++;
      } catch (IOException expected) {
        assertTrue(String.valueOf(expected.getMessage()).contains("/proc/net/tcp"));
      }
    }
    assertTrue(sound > 0);
  }
}
