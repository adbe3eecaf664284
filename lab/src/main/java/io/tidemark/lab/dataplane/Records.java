package io.tidemark.lab.dataplane;

import com.google.protobuf.ByteString;
import io.tidemark.lab.memcached.CacheException;
import io.tidemark.lab.memcached.MemcachedPool;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Cache-aside reads: memcached first, the store on a miss or a cache error, then back into the
 * cache. A cache that fails costs time, never an answer. Thread-safe.
 */
final class Records {
  private static final String WELL_FORMED = "at://";

  private final MemcachedPool cache;
  private final SlowStore store;
  private final CacheErrors errors;
  private final LongAdder lookups = new LongAdder();

  Records(MemcachedPool cache, SlowStore store, CacheErrors errors) {
    this.cache = cache;
    this.store = store;
    this.errors = errors;
  }

  /**
   * The record; none for a key that is no URI, which is logged.
   *
   * @param caller who asks, and pays for it
   */
  ByteString find(String key, Caller caller) {
    lookups.increment();
    if (!key.startsWith(WELL_FORMED)) {
      errors.malformed(key, caller);
      return ByteString.EMPTY;
    }
    Optional<ByteString> cached = cached(key, caller);
    if (cached.isPresent()) {
      return cached.get();
    }
    try {
      ByteString stored = store.read(key);
      remember(key, stored, caller);
      return stored;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ByteString.EMPTY;
    }
  }

  void remember(String key, ByteString value, Caller caller) {
    try {
      cache.set(key, value.toByteArray(), caller);
    } catch (CacheException e) {
      errors.report(key, e, caller);
    }
  }

  /** Keys looked up since the start. */
  long lookups() {
    return lookups.sum();
  }

  private Optional<ByteString> cached(String key, Caller caller) {
    try {
      return cache.get(key, caller).map(ByteString::copyFrom);
    } catch (CacheException e) {
      errors.report(key, e, caller);
      return Optional.empty();
    }
  }
}
