package io.tidemark.lab.memcached;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Dials, and how they failed, counted where they happen. Thread-safe. */
public final class DialCounts implements DialWatch {
  private final LongAdder dials = new LongAdder();
  private final Map<CacheFailure, LongAdder> failures = new EnumMap<>(CacheFailure.class);

  public DialCounts() {
    for (CacheFailure failure : CacheFailure.values()) {
      failures.put(failure, new LongAdder());
    }
  }

  @Override
  public void dialled() {
    dials.increment();
  }

  @Override
  public void failed(CacheFailure why) {
    failures.computeIfAbsent(why, any -> new LongAdder()).increment();
  }

  /** Attempts so far, failed ones included. */
  public long dials() {
    return dials.sum();
  }

  /** Failed attempts by {@code error.type}, without those that did not occur. */
  public SortedMap<String, Long> failures() {
    SortedMap<String, Long> counts = new TreeMap<>();
    failures.forEach(
        (failure, count) -> {
          if (count.sum() != 0) {
            counts.put(failure.errorType(), count.sum());
          }
        });
    return counts;
  }
}
