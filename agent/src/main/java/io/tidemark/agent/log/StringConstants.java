package io.tidemark.agent.log;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a string is a constant of the program: the very object that a class loads for a
 * literal in its source. That it is interned does not tell, since a service may intern any text,
 * and parsers do; so it must also stand in the constant pool of a class. Thread-safe.
 *
 * <p>Source: {@code Class.getConstantPool} of OpenJDK. Where it is missing nothing is a constant.
 */
final class StringConstants {
  /** A longer text is no constant. */
  static final int MAX_LENGTH = 1_000;

  /** Entries of constant pools that are looked at for one text; some 30 ns each when compiled. */
  private static final int MAX_ENTRIES = 1 << 14;

  private final MethodHandle pool;
  private final MethodHandle size;
  private final MethodHandle tag;
  private final MethodHandle string;
  private final Object stringTag;

  private StringConstants() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Method getPool = Class.class.getDeclaredMethod("getConstantPool");
    getPool.setAccessible(true); // java.lang is open to the agent
    Class<?> type = getPool.getReturnType();
    Method getTag = type.getMethod("getTagAt", int.class);
    this.pool = as(lookup.unreflect(getPool), Object.class, Class.class);
    this.size = as(lookup.unreflect(type.getMethod("getSize")), int.class, Object.class);
    this.tag = as(lookup.unreflect(getTag), Object.class, Object.class, int.class);
    Method getString = type.getMethod("getStringAt", int.class);
    this.string = as(lookup.unreflect(getString), String.class, Object.class, int.class);
    this.stringTag = getTag.getReturnType().getField("STRING").get(null);
  }

  /** The JVM's; null where it does not tell. Made when it is first needed: that takes a while. */
  static @Nullable StringConstants ofJvm() {
    return OfJvm.FOUND;
  }

  private static final class OfJvm {
    static final @Nullable StringConstants FOUND = find();

    private static @Nullable StringConstants find() {
      try {
        return new StringConstants();
      } catch (ReflectiveOperationException | RuntimeException e) {
        return null;
      }
    }
  }

  private static MethodHandle as(MethodHandle handle, Class<?> returned, Class<?>... parameters) {
    return handle.asType(MethodType.methodType(returned, parameters));
  }

  /** Whether a text is the object that a literal in the source of one of the classes stands for. */
  boolean contain(List<Class<?>> classes, String text) throws Throwable {
    int left = MAX_ENTRIES;
    for (Class<?> each : classes) {
      Object itsPool = (Object) pool.invokeExact(each);
      int entries = Math.min(left, (int) size.invokeExact(itsPool));
      if (contains(itsPool, entries, text)) {
        return true;
      }
      left -= entries;
    }
    return false;
  }

  @SuppressWarnings("ReferenceEquality") // the same text may have been built as well
  private boolean contains(Object itsPool, int entries, String text) throws Throwable {
    for (int i = 1; i < entries; i++) {
      Object itsTag = (Object) tag.invokeExact(itsPool, i);
      if (itsTag == stringTag && (String) string.invokeExact(itsPool, i) == text) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text may be one at all: cheap, and so to be asked first. */
  @SuppressWarnings({"ReferenceEquality", "StringCopy"}) // a text itself would become what it asks
  boolean mayContain(String text) {
    return text.length() <= MAX_LENGTH && new String(text).intern() == text;
  }
}
