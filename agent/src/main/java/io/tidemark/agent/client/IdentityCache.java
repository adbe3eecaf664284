package io.tidemark.agent.client;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers a value for each of the objects seen last, by identity and without keeping them alive.
 * A table of fixed size in which two objects that meet take turns. Thread-safe, without a lock.
 *
 * @param <K> what values belong to, such as a connection's address
 * @param <V> what is remembered
 */
abstract class IdentityCache<K, V> {
  private final AtomicReferenceArray<@Nullable Entry<K, V>> entries;

  /**
   * @param capacity a power of two
   */
  IdentityCache(int capacity) {
    this.entries = new AtomicReferenceArray<>(capacity);
  }

  /** The value of a key that is not remembered. */
  protected abstract V compute(K key);

  final V get(K key) {
    int index = System.identityHashCode(key) & (entries.length() - 1);
    Entry<K, V> entry = entries.get(index);
    if (entry != null && entry.refersTo(key)) {
      return entry.value;
    }
    V value = compute(key);
    entries.set(index, new Entry<>(key, value));
    return value;
  }

  private static final class Entry<K, V> extends WeakReference<K> {
    private final V value;

    Entry(K key, V value) {
      super(key);
      this.value = value;
    }
  }
}
