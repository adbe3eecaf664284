package io.tidemark.lab.otlp;

import java.util.List;
import java.util.SortedMap;

/**
 * One sample of one series, as Prometheus stores it.
 *
 * @param labels its name among them, sorted
 * @param epochMs when it was sampled
 */
record Series(SortedMap<String, String> labels, long epochMs, Value value) {

  /** A number or a native histogram. */
  sealed interface Value {}

  record Plain(double value) implements Value {}

  /**
   * A native histogram of integers.
   *
   * @param schema buckets to a power of two, as the power of two
   * @param firstIndex the index of the first bucket; that of index 0 ends at 1
   * @param buckets from the first index on, without gaps
   */
  record Histogram(
      int schema, long count, double sum, long zeroCount, int firstIndex, List<Long> buckets)
      implements Value {
    Histogram {
      buckets = List.copyOf(buckets);
    }
  }
}
