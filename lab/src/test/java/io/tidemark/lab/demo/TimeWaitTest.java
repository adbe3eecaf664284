package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TimeWaitTest {
  @Test
  void readsTheCountOfTcp() {
    String sockstat =
        """
        sockets: used 10
        TCP: inuse 5 orphan 0 tw 28212 alloc 7 mem 194
        UDP: inuse 0 mem 0
        """;
    assertEquals(28_212, TimeWait.parse(sockstat));
  }

  @Test
  void refusesATextWithoutIt() {
    assertThrows(IllegalArgumentException.class, () -> TimeWait.parse("UDP: inuse 0 mem 0\n"));
  }
}
