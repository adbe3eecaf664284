package io.tidemark.collector.netns;

import static io.tidemark.collector.netns.NetColumns.ABSENT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded files of a kernel of 2026, the shape of one of 2009, and what no kernel writes. */
final class NetColumnsTest {
  private static final List<String> TCP_NAMES =
      List.of("ActiveOpens", "PassiveOpens", "MaxConn", "OutRsts", "InCsumErrors");
  private static final NetColumns TCP = new NetColumns("Tcp", TCP_NAMES);
  private static final NetColumns TCP_EXT =
      new NetColumns("TcpExt", List.of("ListenOverflows", "ListenDrops", "TCPTimeWaitOverflow"));

  @TempDir private Path directory;

  @Test
  void findsColumnsByTheirNames() throws IOException {
    assertArrayEquals(
        new long[] {2_322_663, 1_963_003, ABSENT, 772_530, 0}, parse(TCP, "linux-6.18/snmp"));
    assertArrayEquals(new long[] {11_494, 11_494, 0}, parse(TCP_EXT, "linux-6.18/netstat"));
  }

  @Test
  void leavesOutWhatAnOldKernelDoesNotCount() throws IOException {
    assertArrayEquals(new long[] {4711, 815, ABSENT, 96, ABSENT}, parse(TCP, "linux-2.6.32/snmp"));
    assertArrayEquals(new long[] {31, 33, ABSENT}, parse(TCP_EXT, "linux-2.6.32/netstat"));
  }

  @Test
  void takesNoNumberThatWasCutOff() {
    String text = "Tcp: ActiveOpens PassiveOpens\nTcp: 11 2345\n";
    assertArrayEquals(new long[] {11, 2345, ABSENT, ABSENT, ABSENT}, parse(text));
    for (int length = 0; length < text.length(); length++) {
      assertArrayEquals(
          new long[] {ABSENT, ABSENT, ABSENT, ABSENT, ABSENT}, parse(text.substring(0, length)));
    }
  }

  @Test
  void takesOnlyCounts() {
    assertArrayEquals(
        new long[] {Long.MAX_VALUE, ABSENT, ABSENT, ABSENT, 0},
        parse(
            """
            TcpX: ActiveOpens
            TcpX: 1
            Tcp: ActiveOpens PassiveOpens MaxConn OutRsts InCsumErrors
            Tcp: 9223372036854775807 9223372036854775808 -1 1x 0
            """));
    assertArrayEquals(
        new long[] {7, ABSENT, ABSENT, ABSENT, ABSENT},
        parse("Tcp:  ActiveOpens   PassiveOpens\nother\n\nTcp: 7\n"));
    assertArrayEquals(
        new long[] {ABSENT, ABSENT, ABSENT, ABSENT, ABSENT}, parse("Tcp:\nTcp:\nTcp: 1\n"));
  }

  @Test
  void readsNoMoreThanItsBound() throws IOException {
    Path file = directory.resolve("snmp");
    Files.writeString(file, "x\n".repeat(1 << 20) + "Tcp: ActiveOpens\nTcp: 1\n");
    assertArrayEquals(new long[] {ABSENT, ABSENT, ABSENT, ABSENT, ABSENT}, TCP.read(file));
    Files.writeString(file, "");
    assertArrayEquals(new long[] {ABSENT, ABSENT, ABSENT, ABSENT, ABSENT}, TCP.read(file));
    assertThrows(NoSuchFileException.class, () -> TCP.read(directory.resolve("none")));
  }

  @Test
  void survivesAnyText() throws IOException {
    byte[] recorded = resource("linux-6.18/netstat");
    Random random = new Random(4);
    for (int round = 0; round < 20_000; round++) {
      byte[] text = Arrays.copyOf(recorded, recorded.length);
      for (int change = random.nextInt(40); change >= 0; change--) {
        int at = random.nextInt(text.length);
        switch (random.nextInt(4)) {
          case 0 -> text[at] = '\n';
          case 1 -> text[at] = ' ';
          case 2 ->
              System.arraycopy(
                  "TcpExt:".getBytes(StandardCharsets.US_ASCII),
                  0,
                  text,
                  Math.min(at, text.length - 7),
                  7);
          default -> text[at] = (byte) random.nextInt(256);
        }
      }
      for (long value : TCP_EXT.parse(text, random.nextInt(text.length + 1))) {
        assertTrue(value >= ABSENT, "round " + round);
      }
    }
  }

  private static long[] parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return TCP.parse(bytes, bytes.length);
  }

  private static long[] parse(NetColumns columns, String recording) throws IOException {
    byte[] bytes = resource(recording);
    return columns.parse(bytes, bytes.length);
  }

  private static byte[] resource(String recording) throws IOException {
    String name = "/netns/" + recording;
    try (InputStream in =
        Objects.requireNonNull(NetColumnsTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }
}
