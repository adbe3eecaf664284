package io.tidemark.agent.weave;

import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;

/** Puts advice into methods of one class; leaves the class alone if it lacks any of them. */
public final class HookWeaving implements Weaving {
  private final List<Hook> hooks;

  /** All the hooks of a class. */
  public HookWeaving(Hook... hooks) {
    this.hooks = List.of(hooks);
  }

  /**
   * Advice and where it belongs.
   *
   * @param methods matches at least one method of the class, each with a body
   */
  public record Hook(ElementMatcher<? super MethodDescription> methods, Class<?> advice) {}

  @Override
  public DynamicType.Builder<?> weave(
      DynamicType.Builder<?> builder, TypeDescription type, Loom loom) {
    DynamicType.Builder<?> woven = builder;
    for (Hook hook : hooks) {
      if (type.getDeclaredMethods().filter(hook.methods()).isEmpty()) {
        throw new ShapeException(type.getName() + " has no method that is " + hook.methods());
      }
      woven = woven.visit(loom.advice(hook.advice()).on(hook.methods()));
    }
    return woven;
  }
}
