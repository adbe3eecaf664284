package io.tidemark.agent.hold;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Values beside objects of the service, whose classes get no field for them: by identity, and weak,
 * so that an object that is dropped takes its value with it when its place is next used.
 *
 * <p>Thread-safe, without a lock. Each place of a fixed table has a chain that is never changed but
 * replaced as a whole; chains are short, unless far more objects are kept than there are places.
 *
 * @param <V> the values
 */
public final class SideTable<V> {
  private final AtomicReferenceArray<@Nullable Entry<V>> chains;

  /**
   * @param places a power of two
   */
  public SideTable(int places) {
    this.chains = new AtomicReferenceArray<>(places);
  }

  /** Keeps a value beside a key, which has none yet. */
  public void put(Object key, V value) {
    int place = place(key);
    Entry<V> first;
    do {
      first = chains.get(place);
    } while (!chains.compareAndSet(place, first, new Entry<>(key, value, living(first))));
  }

  /** The value beside a key, null when there is none. */
  public @Nullable V get(Object key) {
    Entry<V> entry = find(chains.get(place(key)), key);
    return entry == null ? null : entry.value;
  }

  /** The same, which is kept no longer; to one caller alone. */
  public @Nullable V take(Object key) {
    int place = place(key);
    while (true) {
      Entry<V> first = chains.get(place);
      Entry<V> found = find(first, key);
      if (found == null) {
        return null;
      }
      if (chains.compareAndSet(place, first, without(first, found))) {
        return found.value;
      }
    }
  }

  private int place(Object key) {
    int hash = System.identityHashCode(key);
    return (hash ^ (hash >>> 16)) & (chains.length() - 1);
  }

  private static <V> @Nullable Entry<V> find(@Nullable Entry<V> first, Object key) {
    Entry<V> entry = first;
    while (entry != null && !entry.refersTo(key)) {
      entry = entry.next;
    }
    return entry;
  }

  // The same chain when none of its keys is dead.
  private static <V> @Nullable Entry<V> living(@Nullable Entry<V> first) {
    for (Entry<V> entry = first; entry != null; entry = entry.next) {
      if (entry.refersTo(null)) {
        return without(first, entry);
      }
    }
    return first;
  }

  // What follows the entry is shared, what precedes it is made anew. The dead are left out.
  @SuppressWarnings("ReferenceEquality") // entries have no other equality
  private static <V> @Nullable Entry<V> without(@Nullable Entry<V> first, Entry<V> removed) {
    Entry<V> rest = living(removed.next);
    for (Entry<V> entry = first; entry != null && entry != removed; entry = entry.next) {
      Object key = entry.get();
      if (key != null) {
        rest = new Entry<>(key, entry.value, rest);
      }
    }
    return rest;
  }

  private static final class Entry<V> extends WeakReference<Object> {
    private final V value;
    private final @Nullable Entry<V> next;

    Entry(Object key, V value, @Nullable Entry<V> next) {
      super(key);
      this.value = value;
      this.next = next;
    }
  }
}
