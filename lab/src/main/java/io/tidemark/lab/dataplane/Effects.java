package io.tidemark.lab.dataplane;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was caused since the data plane's start, as it counted itself.
 *
 * @param tasks lookups started
 * @param dials attempts to connect, failed ones included
 * @param dialErrors failed attempts by {@code error.type}; without those that did not occur
 * @param logEvents by level, {@code console} for writes to standard output; likewise
 */
public record Effects(
    long tasks, long dials, Map<String, Long> dialErrors, Map<String, Long> logEvents) {

  public Effects {
    dialErrors = Collections.unmodifiableMap(new TreeMap<>(dialErrors));
    logEvents = Collections.unmodifiableMap(new TreeMap<>(logEvents));
  }

  /** The counts that are not zero. */
  static Map<String, Long> occurred(Map<String, Long> counts) {
    Map<String, Long> occurred = new TreeMap<>(counts);
    occurred.values().removeIf(count -> count == 0);
    return occurred;
  }
}
