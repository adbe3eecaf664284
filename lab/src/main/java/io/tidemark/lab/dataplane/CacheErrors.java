package io.tidemark.lab.dataplane;

import io.tidemark.lab.memcached.CacheException;
import io.tidemark.lab.memcached.CacheFailure;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Logs every cache error, one line and one blocking write each, as the service of the incident did,
 * and counts them by kind. Thread-safe.
 */
final class CacheErrors {
  private final Logger log;
  private final Map<CacheFailure, LongAdder> counts = new EnumMap<>(CacheFailure.class);

  CacheErrors(Logger log) {
    this.log = log;
    for (CacheFailure failure : CacheFailure.values()) {
      counts.put(failure, new LongAdder());
    }
  }

  /**
   * @param caller whose lookup it was
   */
  void report(String key, CacheException error, Caller caller) {
    counter(error.failure()).increment();
    caller.warned();
    log.log(Level.WARNING, "{0} (key {1})", new Object[] {error.getMessage(), key});
  }

  /** Logs a key that cannot be looked up, which is no error of the cache. */
  void malformed(String key, Caller caller) {
    caller.warned();
    log.log(Level.WARNING, "not a post''s URI: {0}", key);
  }

  long count(CacheFailure failure) {
    return counter(failure).sum();
  }

  long total() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  private LongAdder counter(CacheFailure failure) {
    return counts.computeIfAbsent(failure, any -> new LongAdder());
  }
}
