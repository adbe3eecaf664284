package io.tidemark.agent.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@link OutOfMemoryError}s among failures, bare or as a cause, and each once: most pass
 * several places on their way out. Thread-safe, without a lock. Allocates nothing, since there is
 * nothing left to allocate, and keeps no error.
 *
 * <p>HotSpot has a few errors with a stack trace in store. When those are used up it throws one
 * without, the same object again and again, which is another error when it comes again after {@link
 * #AGAIN_MS}.
 */
final class OutOfMemory {
  private static final int MAX_CAUSES = 8;
  private static final int PLACES = 64;
  private static final int NS_PER_MS = 1_000_000;

  /** How soon the error that HotSpot throws again and again is still the one seen before. */
  private static final int AGAIN_MS = 100;

  private static final @Nullable VarHandle DEPTH = depth();

  // By identity hash: that hash, and below it when the error was seen, in milliseconds.
  private final AtomicLongArray seen = new AtomicLongArray(PLACES);

  private final LongSupplier nanoTime;

  OutOfMemory(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    // Links all code that it needs, which allocates.
    isNewIn(new OutOfMemoryError("none"));
  }

  private static @Nullable VarHandle depth() {
    try {
      return MethodHandles.privateLookupIn(Throwable.class, MethodHandles.lookup())
          .findVarHandle(Throwable.class, "depth", int.class);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** Whether such an error is in a failure that was in none before. */
  boolean isNewIn(Throwable failure) {
    OutOfMemoryError first = null;
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (cause instanceof OutOfMemoryError error) {
        first = error; // fork-join tasks have copies of it, whose cause it is
      }
      cause = cause.getCause();
    }
    return first != null && isNew(first);
  }

  private boolean isNew(OutOfMemoryError error) {
    int hash = System.identityHashCode(error);
    int nowMs = (int) (nanoTime.getAsLong() / NS_PER_MS);
    long now = ((long) hash << Integer.SIZE) | (nowMs & 0xffffffffL);
    int place = hash & (PLACES - 1);
    while (true) {
      long before = seen.get(place);
      boolean same = (int) (before >>> Integer.SIZE) == hash;
      if (same && (!comesAgain(error) || nowMs - (int) before < AGAIN_MS)) {
        return false;
      }
      if (seen.compareAndSet(place, before, now)) {
        return true;
      }
    }
  }

  // One without a stack trace; every one where that cannot be told.
  private static boolean comesAgain(OutOfMemoryError error) {
    return DEPTH == null || (int) DEPTH.get((Throwable) error) == 0;
  }
}
