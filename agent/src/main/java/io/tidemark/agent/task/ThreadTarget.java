package io.tidemark.agent.task;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * What a thread was made to run, which it keeps to itself; {@code java.lang} is open to the agent.
 */
final class ThreadTarget {
  private final @Nullable Field holder;
  private final @Nullable Field target;

  ThreadTarget() {
    Field found = field(Thread.class, "holder"); // since Java 19
    this.holder = found;
    this.target = found == null ? field(Thread.class, "target") : field(found.getType(), "task");
  }

  private static @Nullable Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** Null also when it cannot be told. */
  @Nullable Object of(Thread thread) {
    try {
      Object owner = holder == null ? thread : holder.get(thread);
      return target == null || owner == null ? null : target.get(owner);
    } catch (IllegalAccessException e) {
      return null;
    }
  }
}
