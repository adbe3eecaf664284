package io.tidemark.agent.hold;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that is found out once for each class of the service, and lives as long as the class or
 * until the agent is detached. Thread-safe.
 *
 * @param <V> the values
 */
public abstract class PerClass<V> {
  // What to remove, from where; guarded by itself.
  private static final List<Kept> KEPT = new ArrayList<>();

  private static final int TIDIED_FROM = 256;

  private static int tidyAt = TIDIED_FROM; // guarded by KEPT
  private static volatile boolean dropped;

  private final ClassValue<V> values =
      new ClassValue<>() {
        @Override
        protected V computeValue(Class<?> type) {
          V value = compute(type);
          keep(new Kept(this, new WeakReference<>(type)));
          return value;
        }
      };

  private static void keep(Kept kept) {
    synchronized (KEPT) {
      KEPT.add(kept);
      if (KEPT.size() >= tidyAt) {
        KEPT.removeIf(old -> old.type.refersTo(null));
        tidyAt = Math.max(TIDIED_FROM, 2 * KEPT.size());
      }
    }
  }

  /** Finds the value out; more than once when several threads ask first, and the first stays. */
  protected abstract V compute(Class<?> type);

  /** The value of a class. */
  public final V get(Class<?> type) {
    V value = values.get(type);
    if (dropped) {
      values.remove(type);
    }
    return value;
  }

  /** Removes all values of all kinds; from now on none is kept. */
  public static void dropAll() {
    dropped = true;
    synchronized (KEPT) {
      for (Kept kept : KEPT) {
        Class<?> type = kept.type.get();
        if (type != null) {
          kept.values.remove(type);
        }
      }
      KEPT.clear();
    }
  }

  private record Kept(ClassValue<?> values, WeakReference<@Nullable Class<?>> type) {}
}
