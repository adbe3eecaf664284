package io.tidemark.agent.items;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sizes of the JDK's containers. */
final class Sizes {
  private Sizes() {}

  /** Size of a collection, a map or an array; -1 for anything else. */
  static long of(@Nullable Object value) {
    if (value instanceof Collection<?> collection) {
      return collection.size();
    }
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    return value != null && value.getClass().isArray() ? Array.getLength(value) : -1;
  }
}
