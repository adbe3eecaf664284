package io.tidemark.segment;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which names have a place of their own: the heaviest. While there are places, newcomers get one.
 * After that a newcomer is weighed by a {@link Sketch}, and gets the place of the lightest name
 * once it weighs more. Weights halve each minute, so that what was heavy long ago makes room.
 *
 * <p>Thread-safe. A known name is found without a lock. A name that is not known takes a short lock
 * while there are places; after that it costs a few additions. When it may be heavier than the
 * lightest, one thread looks at all places while the others go on, and one place changes hands at
 * most every {@value #MIN_REPLACEMENT_GAP_MS} ms.
 *
 * @param <O> what has the place
 */
final class Ranking<O extends Ranking.Owner> {
  static final int MIN_REPLACEMENT_GAP_MS = 10;
  static final int HALF_LIFE_S = 60;

  /** A name with a place. */
  abstract static class Owner {
    private final String name;
    // Guarded by the ranking's lock.
    private long counted;
    private long carried;

    Owner(String name) {
      this.name = name;
    }

    final String name() {
      return name;
    }

    /** Everything that it has counted since it has its place. */
    abstract long counted();

    /** Whether it keeps its place whatever it weighs. */
    boolean isPinned() {
      return false;
    }
  }

  /**
   * Gives places and takes them back; called under the ranking's lock.
   *
   * @param <O> what has the place
   */
  interface Places<O> {
    /** Gives a place to a name; null when there is none after all. */
    @Nullable O open(String name);

    /** Takes a place back. */
    void close(O owner);
  }

  private final int capacity;
  private final Places<O> places;
  private final Sketch sketch;
  private final LongSupplier nanoTime;
  private final ConcurrentHashMap<String, O> owners = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile int used;
  private volatile long lightest;
  private volatile long replacedNs;
  private volatile long agedNs;

  Ranking(int capacity, Places<O> places, Sketch sketch, LongSupplier nanoTime) {
    this.capacity = capacity;
    this.places = places;
    this.sketch = sketch;
    this.nanoTime = nanoTime;
    this.agedNs = nanoTime.getAsLong();
    this.replacedNs = agedNs - TimeUnit.MILLISECONDS.toNanos(MIN_REPLACEMENT_GAP_MS);
  }

  /** The owner of that name, if it has a place. */
  @Nullable O find(String name) {
    return owners.get(name);
  }

  /** The place of a name that had none, if it gets one now; adds to its weight otherwise. */
  @Nullable O admit(String name, long weight) {
    if (used < capacity) {
      O owner = enter(name);
      if (owner != null) {
        return owner;
      }
    }
    long estimate = sketch.add(name, weight);
    return isDue(estimate) ? replace(name, estimate) : null;
  }

  /** The lightest name loses its place, if another that lacks room is heavier. */
  void makeRoom(String name, long weight) {
    long estimate = sketch.add(name, weight);
    if (isDue(estimate) && lock.tryLock()) {
      try {
        O victim = lighterThan(estimate);
        if (victim != null && !victim.name().equals(name)) {
          dismiss(victim);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private @Nullable O enter(String name) {
    lock.lock();
    try {
      O known = owners.get(name);
      return known != null || used >= capacity ? known : open(name);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable O replace(String name, long estimate) {
    if (!lock.tryLock()) {
      return null; // somebody else is at it
    }
    try {
      O known = owners.get(name);
      if (known != null) {
        return known;
      }
      O victim = lighterThan(estimate);
      if (victim == null) {
        return null;
      }
      dismiss(victim);
      return open(name);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable O open(String name) {
    O owner = places.open(name);
    if (owner != null) {
      owners.put(name, owner);
      used = owners.size();
    }
    return owner;
  }

  private void dismiss(O owner) {
    replacedNs = nanoTime.getAsLong();
    owners.remove(owner.name());
    used = owners.size();
    places.close(owner);
  }

  private @Nullable O lighterThan(long weight) {
    age();
    O found = null;
    long least = Long.MAX_VALUE;
    for (O owner : owners.values()) {
      Owner each = owner;
      long its = each.carried + owner.counted() - each.counted;
      if (its < least && !each.isPinned()) {
        least = its;
        found = owner;
      }
    }
    lightest = least;
    return weight > least ? found : null;
  }

  // What is not heavier than the lightest was at the last look need not look again, until weights
  // have halved.
  private boolean isDue(long estimate) {
    long now = nanoTime.getAsLong();
    return now - replacedNs >= TimeUnit.MILLISECONDS.toNanos(MIN_REPLACEMENT_GAP_MS)
        && (estimate > lightest || now - agedNs >= TimeUnit.SECONDS.toNanos(HALF_LIFE_S));
  }

  private void age() {
    long now = nanoTime.getAsLong();
    long halfLives = (now - agedNs) / TimeUnit.SECONDS.toNanos(HALF_LIFE_S);
    if (halfLives <= 0) {
      return;
    }
    int halvings = (int) Math.min(halfLives, Long.SIZE - 1);
    agedNs = now;
    sketch.age(halvings);
    for (O owner : owners.values()) {
      Owner each = owner;
      long counted = owner.counted();
      each.carried = (each.carried + counted - each.counted) >> halvings;
      each.counted = counted;
    }
  }
}
