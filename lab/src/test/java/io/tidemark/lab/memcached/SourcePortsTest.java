package io.tidemark.lab.memcached;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourcePortsTest {
  @Test
  void goesRoundTheRangeAndStartsAgain() {
    SourcePorts ports = new SourcePorts(100, 102);
    int[] dialled = IntStream.range(0, 5).map(dial -> ports.next(1)[0]).toArray();
    assertArrayEquals(new int[] {100, 101, 102, 100, 101}, dialled);
  }

  @Test
  void spreadsTheTriesOfOneDialOverTheRange() {
    assertArrayEquals(
        new int[] {32_768, 33_765, 34_762, 35_759}, new SourcePorts(32_768, 60_999).next(4));
  }

  @Test
  void refusesARangeThatIsNone() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> new SourcePorts(60_999, 32_768));
    assertEquals("no such port range: 60999 to 32768", refusal.getMessage());
  }
}
