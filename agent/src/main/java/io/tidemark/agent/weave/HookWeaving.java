package io.tidemark.agent.weave;

import java.util.LinkedHashMap;
import java.util.Map;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;

/** Puts advice into methods of one class; leaves the class alone if it lacks any of them. */
public final class HookWeaving implements Weaving {
  private final Map<ElementMatcher<? super MethodDescription>, Class<?>> hooks =
      new LinkedHashMap<>();

  /** Adds advice to methods, of which the class must have at least one. */
  public HookWeaving hook(ElementMatcher<? super MethodDescription> methods, Class<?> advice) {
    hooks.put(methods, advice);
    return this;
  }

  @Override
  public DynamicType.Builder<?> weave(
      DynamicType.Builder<?> builder, TypeDescription type, Loom loom) {
    DynamicType.Builder<?> woven = builder;
    for (Map.Entry<ElementMatcher<? super MethodDescription>, Class<?>> hook : hooks.entrySet()) {
      if (type.getDeclaredMethods().filter(hook.getKey()).isEmpty()) {
        throw new ShapeException(type.getName() + " has no method that is " + hook.getKey());
      }
      woven = woven.visit(loom.advice(hook.getValue()).on(hook.getKey()));
    }
    return woven;
  }
}
