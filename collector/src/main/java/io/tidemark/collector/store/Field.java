package io.tidemark.collector.store;

import java.util.Locale;

/** What of a metric a series has: a number's value, or one of the figures of a histogram. */
public enum Field {
  /** Of a counter or gauge. */
  VALUE,
  /** A histogram's number of values, cumulative. */
  COUNT,
  /** A histogram's sum of values, cumulative. */
  SUM,
  /** Upper bound of the bucket that has the 99th percentile of the values of one second. */
  P99,
  /** Upper bound of the bucket that has the highest value of one second. */
  MAX;

  /** Its name in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
