package io.tidemark.agent.record;

import org.jspecify.annotations.Nullable;

/** Tells virtual threads from those of the operating system, on JDKs without them too. */
public final class VirtualThreads {
  private static final @Nullable Class<?> VIRTUAL = find();

  private VirtualThreads() {}

  // Thread.isVirtual is of Java 21.
  private static @Nullable Class<?> find() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** Whether a thread is a virtual one. */
  public static boolean isVirtual(Thread thread) {
    return VIRTUAL != null && VIRTUAL.isInstance(thread);
  }
}
