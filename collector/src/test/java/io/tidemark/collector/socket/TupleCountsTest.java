package io.tidemark.collector.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TupleCountsTest {
  private final TupleCounts table = new TupleCounts(1);

  @Test
  void countsAsAMapOfListsDoes() {
    Random random = new Random(1);
    Map<List<Long>, Integer> expected = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      long a = random.nextInt(3);
      long b = random.nextInt(20);
      long e = random.nextInt(200);
      table.increment(table.entry(a, b, -1, 0, e), 0);
      expected.merge(List.of(a, b, -1L, 0L, e), 1, Integer::sum);
    }
    Map<List<Long>, Integer> counted = new HashMap<>();
    for (int entry : table.heaviest(0, TupleCounts.MAX_KEYS)) {
      List<Long> key = new ArrayList<>();
      for (int i = 0; i < TupleCounts.KEY_LONGS; i++) {
        key.add(table.key(entry, i));
      }
      counted.put(key, table.count(entry, 0));
    }
    assertEquals(expected, counted);
    assertEquals(expected.size(), table.size());
  }

  @Test
  void ranksByCountThenByKey() {
    for (long key : new long[] {5, 9, 9, 3, 7, 7, 1}) {
      table.increment(table.entry(key, 0, 0, 0, 0), 0);
    }
    assertEquals(List.of(7L, 9L, 1L), heaviest(3));
  }

  @Test
  void forgetsWhenEmptied() {
    table.increment(table.entry(1, 2, 3, 4, 5), 0);
    table.clear();
    table.increment(table.entry(6, 0, 0, 0, 0), 0);
    assertEquals(List.of(6L), heaviest(10));
  }

  @Test
  void isBounded() {
    for (int key = 0; key < TupleCounts.MAX_KEYS; key++) {
      table.entry(key, 0, 0, 0, 0);
    }
    assertEquals(-1, table.entry(-1, 0, 0, 0, 0));
    assertEquals(TupleCounts.MAX_KEYS, table.size());
  }

  private List<Long> heaviest(int max) {
    List<Long> keys = new ArrayList<>();
    for (int entry : table.heaviest(0, max)) {
      keys.add(table.key(entry, 0));
    }
    return keys;
  }
}
