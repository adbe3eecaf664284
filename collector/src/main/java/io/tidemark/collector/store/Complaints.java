package io.tidemark.collector.store;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says each trouble once, and once that it is over, however often it is met in between. A trouble
 * that comes back within ten minutes is not told again. Thread-safe.
 */
final class Complaints {
  private static final long AGAIN_NS = 600_000_000_000L;
  private static final int MAX_KINDS = 32;

  private final LongSupplier nanoClock;
  private final Consumer<String> out;
  private final Map<String, Long> saidNs = new HashMap<>();
  private @Nullable String trouble;
  private boolean spoken;

  Complaints(LongSupplier nanoClock, Consumer<String> out) {
    this.nanoClock = nanoClock;
    this.out = out;
  }

  /**
   * A trouble that lasts until {@link #over}.
   *
   * @param kind by which it is known again, since its text may have other figures each time
   */
  synchronized void trouble(String kind, String what) {
    if (!kind.equals(trouble)) {
      trouble = kind;
      spoken = note(kind, what);
    }
  }

  /**
   * Something that happened and is over.
   *
   * @return whether it was said
   */
  synchronized boolean note(String kind, String what) {
    long nowNs = nanoClock.getAsLong();
    Long before = saidNs.get(kind);
    if (before != null && nowNs - before < AGAIN_NS) {
      return false;
    }
    if (saidNs.size() >= MAX_KINDS) {
      saidNs.clear();
    }
    saidNs.put(kind, nowNs);
    out.accept(what);
    return true;
  }

  /** All is well. */
  synchronized void over(String what) {
    if (trouble != null && spoken) {
      out.accept(what);
    }
    trouble = null;
  }
}
