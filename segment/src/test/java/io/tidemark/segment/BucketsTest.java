package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class BucketsTest {
  @Test
  void everyValueNearABoundIsInItsBucket() {
    for (int slot = 2; slot < Buckets.LAST; slot++) {
      long bound = (long) Math.floor(Buckets.upperBound(slot));
      for (long value = Math.max(1, bound - 3); value <= bound + 3; value++) {
        assertEquals(exactSlot(value), Buckets.slot(value), "value " + value);
      }
    }
  }

  @Test
  void smallValuesAreInTheirBuckets() {
    for (long value = 1; value <= 100_000; value++) {
      assertEquals(exactSlot(value), Buckets.slot(value), "value " + value);
    }
  }

  @Test
  void powersOfTwoAreUpperBounds() {
    for (int exponent = 0; exponent <= Buckets.MAX_EXPONENT; exponent++) {
      long power = 1L << exponent;
      assertEquals(Buckets.slotOfPower(exponent), Buckets.slot(power));
      assertEquals((double) power, Buckets.upperBound(Buckets.slotOfPower(exponent)));
      assertTrue(Buckets.slot(power + 1) > Buckets.slot(power));
    }
  }

  @Test
  void zeroAndWhatIsOutOfRangeHaveASlot() {
    assertEquals(0, Buckets.slot(0));
    assertEquals(0, Buckets.slot(-1));
    assertEquals(0, Buckets.slot(Long.MIN_VALUE));
    assertEquals(Buckets.LAST, Buckets.slot((1L << 40) + 1));
    assertEquals(Buckets.LAST, Buckets.slot(1L << 41));
    assertEquals(Buckets.LAST, Buckets.slot(Long.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> Buckets.slotOfPower(41));
    assertThrows(IllegalArgumentException.class, () -> Buckets.slotOfPower(-1));
  }

  // value is in slot s when value^4 is in (2^(s-2), 2^(s-1)]: whole numbers, so nothing is rounded.
  private static int exactSlot(long value) {
    BigInteger fourth = BigInteger.valueOf(value).pow(4);
    int ceilingLog2 = fourth.subtract(BigInteger.ONE).bitLength();
    return Math.min(ceilingLog2 + 1, Buckets.LAST);
  }
}
