package io.tidemark.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  @Test
  void allowsABurstAndThenSoManyASecond() {
    long start = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(2); // a clock that overflows
    Allowance allowance = new Allowance(10, start);
    List<Integer> taken = new ArrayList<>();
    for (int tenths : new int[] {0, 0, 1, 5, 300}) {
      taken.add(takeAll(allowance, start + TimeUnit.MILLISECONDS.toNanos(100L * tenths)));
    }
    assertEquals(List.of(10, 0, 1, 4, 10), taken);
  }

  private static int takeAll(Allowance allowance, long nowNs) {
    int taken = 0;
    while (allowance.take(nowNs)) {
      taken++;
    }
    return taken;
  }
}
