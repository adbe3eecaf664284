package io.tidemark.agent.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Looks up methods of the service's classes, as handles that take their objects as such. */
final class Handles {
  private Handles() {}

  /** A public method without parameters that returns an object. */
  static MethodHandle getter(Class<?> owner, String name) throws ReflectiveOperationException {
    return handle(owner, name, Object.class);
  }

  /** A public method without parameters that returns a number. */
  static MethodHandle number(Class<?> owner, String name) throws ReflectiveOperationException {
    return handle(owner, name, int.class);
  }

  /** A public method without parameters that returns a truth value. */
  static MethodHandle flag(Class<?> owner, String name) throws ReflectiveOperationException {
    return handle(owner, name, boolean.class);
  }

  /** A public method with one text as its parameter. */
  static MethodHandle byName(Class<?> owner, String name) throws ReflectiveOperationException {
    return MethodHandles.publicLookup()
        .unreflect(owner.getMethod(name, String.class))
        .asType(MethodType.methodType(Object.class, Object.class, String.class));
  }

  private static MethodHandle handle(Class<?> owner, String name, Class<?> seenAs)
      throws ReflectiveOperationException {
    return MethodHandles.publicLookup()
        .unreflect(owner.getMethod(name))
        .asType(MethodType.methodType(seenAs, Object.class));
  }

  /** What one handle returns, given to another: {@code outer(inner(x))}. */
  static MethodHandle chain(MethodHandle inner, MethodHandle outer) {
    return MethodHandles.filterReturnValue(inner, outer);
  }
}
