package io.tidemark.agent.record;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one thread is working for. Each thread sees only its own. */
public final class Slot {
  private static final ThreadLocal<Slot> SLOTS =
      new ThreadLocal<>() {
        @Override
        protected Slot initialValue() {
          Function<Thread, @Nullable Work> inheritance = inherited;
          return new Slot(inheritance == null ? null : inheritance.apply(Thread.currentThread()));
        }
      };

  private static volatile @Nullable Function<Thread, @Nullable Work> inherited;

  private @Nullable Object work;
  private @Nullable Object starting;
  private boolean logging;
  private boolean logHandled;
  private long consoleSinceNs;

  private Slot(@Nullable Work work) {
    this.work = work;
  }

  /** Says what a thread works for that has just been started, and has no slot yet. */
  public static void inherit(Function<Thread, @Nullable Work> inheritance) {
    inherited = inheritance;
  }

  /** The slot of the running thread. */
  public static Slot current() {
    return SLOTS.get();
  }

  /** What the thread works for, in the form of the framework that said so. */
  public @Nullable Object work() {
    return work;
  }

  /** The request that the thread works for; null when it works for none. */
  public @Nullable Request request() {
    return work instanceof Work known ? known.request() : null;
  }

  /** Changes what the thread works for, and gives what it was. */
  public @Nullable Object work(@Nullable Object next) {
    Object before = work;
    work = next;
    return before;
  }

  /** What began on this thread last, and may not have a place of its own yet. */
  public @Nullable Object starting() {
    return starting;
  }

  /** See {@link #starting()}. */
  public void starting(@Nullable Object request) {
    starting = request;
  }

  /** The thread begins to write a log event: false when it writes one already. */
  public boolean beginLog() {
    if (logging) {
      return false;
    }
    logging = true;
    logHandled = false;
    return true;
  }

  /**
   * Since when the thread has been writing to the console; 0 when it is not, or within an event.
   */
  public long consoleSinceNs() {
    return consoleSinceNs;
  }

  /** See {@link #consoleSinceNs()}. */
  public void consoleSinceNs(long sinceNs) {
    consoleSinceNs = sinceNs;
  }

  /** The log event that the thread writes has got past all filters. */
  public void logHandled() {
    logHandled = true;
  }

  /** See {@link #logHandled}. */
  public boolean isLogHandled() {
    return logHandled;
  }

  /** The thread has written it. */
  public void endLog() {
    logging = false;
  }
}
