package io.tidemark.lab.load;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A number of requests and what they carried.
 *
 * @param items the sum
 * @param itemsByUpperBound requests by batch size: the key is the smallest power of two that is not
 *     below the number of items, as in {@code le}, but not cumulative
 */
public record Tally(long requests, long items, Map<Long, Long> itemsByUpperBound) {

  public static final Tally NONE = new Tally(0, 0, Map.of());

  public Tally {
    itemsByUpperBound = Collections.unmodifiableMap(new TreeMap<>(itemsByUpperBound));
  }

  Tally plus(int batch) {
    Map<Long, Long> buckets = new TreeMap<>(itemsByUpperBound);
    buckets.merge(upperBound(batch), 1L, Long::sum);
    return new Tally(requests + 1, items + batch, buckets);
  }

  private static long upperBound(int items) {
    long floor = Long.highestOneBit(items);
    return floor == items ? floor : floor * 2;
  }
}
