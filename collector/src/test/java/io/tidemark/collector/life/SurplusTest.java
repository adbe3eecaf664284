package io.tidemark.collector.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class SurplusTest {
  private final Surplus surplus = new Surplus();

  private long next(long more) {
    surplus.next(more);
    return surplus.kills();
  }

  @Test
  void keepsAKillForOneLookMore() {
    assertEquals(1, next(1));
    assertEquals(1, next(0));
    assertEquals(0, next(0));
  }

  @Test
  void netsOutWhatAnotherCounterShowedLater() {
    assertEquals(1, next(1));
    assertEquals(0, next(-1));
    assertEquals(2, next(2)); // and that is over then
  }

  @Test
  void givesAKillOnce() {
    next(1);
    next(1);
    surplus.take(1);
    assertEquals(1, surplus.kills());
    surplus.take(1);
    assertEquals(0, surplus.kills());
    assertEquals(0, next(0));
    assertEquals(1, next(1));
  }
}
