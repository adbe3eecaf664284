package io.tidemark.agent.items;

import io.tidemark.agent.hold.PerClass;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Items at the end of a configured path of fields, such as {@code batch.post_uris}: the size of a
 * repeated field, a map, a collection or an array, or a number itself. Works on protobuf messages
 * by the names of their fields, and on records and beans.
 *
 * <p>A path that a class does not have is said once, and {@link ItemCounter#LARGEST} used instead.
 */
public final class ItemPath implements ItemCounter {
  private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

  private final String path;
  private final Consumer<String> warnings;
  private final PerClass<List<MethodHandle>> getters =
      new PerClass<>() {
        @Override
        protected List<MethodHandle> compute(Class<?> type) {
          return resolve(type);
        }
      };

  /**
   * @param path names of fields, separated by dots
   * @param warnings takes a line about a class without such a path
   */
  public ItemPath(String path, Consumer<String> warnings) {
    this.path = path;
    this.warnings = warnings;
  }

  @Override
  public long count(Object message) throws Throwable {
    List<MethodHandle> steps = getters.get(message.getClass());
    if (steps.isEmpty()) {
      return LARGEST.count(message);
    }
    Object value = message;
    for (int i = 0; i < steps.size() && value != null; i++) {
      value = (Object) steps.get(i).invokeExact(value);
    }
    return value instanceof Number number
        ? Math.max(0, number.longValue())
        : Math.max(0, Sizes.of(value));
  }

  private List<MethodHandle> resolve(Class<?> messageType) {
    List<MethodHandle> steps = new ArrayList<>();
    Class<?> type = messageType;
    for (String field : path.split("\\.", -1)) {
      Method getter = getter(type, field);
      MethodHandle step = getter == null ? null : handle(getter);
      if (getter == null || step == null) {
        warnings.accept(
            "items: "
                + type.getName()
                + " has no accessible field '"
                + field
                + "' of '"
                + path
                + "'; counting its largest repeated field");
        return List.of();
      }
      steps.add(step);
      type = getter.getReturnType();
    }
    return steps;
  }

  private static @Nullable Method getter(Class<?> type, String field) {
    String name = camelCase(field);
    for (String candidate :
        List.of("get" + name + "Count", "get" + name + "List", "get" + name, field)) {
      try {
        Method method = type.getMethod(candidate);
        // A message may have a scalar field that is called like the count of this one.
        if (!candidate.endsWith("Count") || MessageShape.countsField(type, candidate)) {
          return method;
        }
      } catch (NoSuchMethodException e) {
        // The next one, then.
      }
    }
    return null;
  }

  // As protobuf's compiler names accessors: post_uris is PostUris.
  private static String camelCase(String field) {
    StringBuilder name = new StringBuilder(field.length());
    boolean upper = true;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c != '_') {
        name.append(upper ? Character.toUpperCase(c) : c);
      }
      upper = c == '_' || Character.isDigit(c);
    }
    return name.toString();
  }

  private static @Nullable MethodHandle handle(Method method) {
    method.trySetAccessible();
    try {
      return MethodHandles.publicLookup().unreflect(method).asType(GETTER);
    } catch (IllegalAccessException e) {
      return null; // a module that keeps its classes to itself
    }
  }
}
