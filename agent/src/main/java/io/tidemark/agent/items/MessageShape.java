package io.tidemark.agent.items;

import io.tidemark.agent.hold.PerClass;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a class of messages: the counts of its repeated and map fields, and its
 * serialized size, when protobuf's compiler generated it. Immutable; found out once per class and
 * kept with it.
 */
public final class MessageShape {
  private static final MethodType COUNT = MethodType.methodType(int.class, Object.class);
  private static final MethodHandle[] NONE = {};

  private static final PerClass<MessageShape> SHAPES =
      new PerClass<>() {
        @Override
        protected MessageShape compute(Class<?> type) {
          return find(type);
        }
      };

  // Each takes the message as an Object and gives an int.
  private final MethodHandle[] counts;
  private final @Nullable MethodHandle size;

  private MessageShape(MethodHandle[] counts, @Nullable MethodHandle size) {
    this.counts = counts;
    this.size = size;
  }

  /** The shape of a class. */
  public static MessageShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /** Elements in the largest repeated or map field; 1 when the class has none. */
  long items(Object message) throws Throwable {
    int items = counts.length == 0 ? 1 : 0;
    for (MethodHandle count : counts) {
      items = Math.max(items, (int) count.invokeExact(message));
    }
    return items;
  }

  /** Bytes of the message as protobuf would write it; 0 for another class. */
  public long bytes(Object message) throws Throwable {
    return size == null ? 0 : (int) size.invokeExact(message);
  }

  private static MessageShape find(Class<?> type) {
    if (!isMessage(type)) {
      return new MessageShape(NONE, null);
    }
    List<MethodHandle> counts = new ArrayList<>();
    MethodHandle size = null;
    for (Method method : type.getMethods()) {
      if (method.getParameterCount() != 0 || method.getReturnType() != int.class) {
        continue;
      }
      if (method.getName().equals("getSerializedSize")) {
        size = handle(method);
      } else if (countsField(type, method.getName())) {
        MethodHandle count = handle(method);
        if (count != null) {
          counts.add(count);
        }
      }
    }
    return new MessageShape(counts.toArray(NONE), size);
  }

  private static boolean isMessage(@Nullable Class<?> type) {
    if (type == null) {
      return false;
    }
    // By name, since the agent cannot see protobuf; and by its end, since it is often relocated.
    if (type.getName().endsWith("protobuf.MessageLite")) {
      return true;
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (isMessage(parent)) {
        return true;
      }
    }
    return isMessage(type.getSuperclass());
  }

  // A scalar field called user_count has getUserCount() too, but no list or map beside it.
  static boolean countsField(Class<?> type, String method) {
    if (!method.startsWith("get") || !method.endsWith("Count")) {
      return false;
    }
    String field = method.substring(0, method.length() - "Count".length());
    return returns(type, field + "List", List.class) || returns(type, field + "Map", Map.class);
  }

  private static boolean returns(Class<?> type, String method, Class<?> returned) {
    try {
      return returned.isAssignableFrom(type.getMethod(method).getReturnType());
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static @Nullable MethodHandle handle(Method method) {
    method.trySetAccessible(); // for a message class that is not public
    try {
      return MethodHandles.publicLookup().unreflect(method).asType(COUNT);
    } catch (IllegalAccessException e) {
      return null; // a module that keeps its messages to itself
    }
  }
}
