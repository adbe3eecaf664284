package io.tidemark.agent.method;

import static net.bytebuddy.matcher.ElementMatchers.is;

import io.tidemark.agent.method.MethodTarget.Handler;
import io.tidemark.agent.weave.Loom;
import io.tidemark.agent.weave.Weaving;
import java.lang.annotation.Annotation;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.NullConstant;

/** How a class with configured methods is changed: advice around each of them. */
final class MethodWeaving implements Weaving {
  private static final TypeDescription.Generic OBJECT =
      TypeDescription.ForLoadedType.of(Object.class).asGenericType();

  private final MethodTarget target;

  MethodWeaving(MethodTarget target) {
    this.target = target;
  }

  @Override
  public DynamicType.Builder<?> weave(
      DynamicType.Builder<?> builder, TypeDescription type, Loom loom) {
    DynamicType.Builder<?> woven = builder;
    for (Handler handler : target.handlers()) {
      int found = 0;
      for (MethodDescription.InDefinedShape method : type.getDeclaredMethods()) {
        if (matches(handler.method(), method)) {
          woven = woven.visit(advice(loom, handler, method).on(is(method)));
          found++;
        }
      }
      if (found == 0) {
        target
            .warnings()
            .accept(
                "methods: "
                    + type.getName()
                    + " has no method "
                    + handler.method().methodName()
                    + " with a body and the types that were given");
      }
    }
    return woven;
  }

  private static boolean matches(MethodSpec spec, MethodDescription.InDefinedShape method) {
    return method.getName().equals(spec.methodName())
        && !method.isAbstract()
        && !method.isNative()
        && !method.isBridge()
        && hasParameters(method, spec);
  }

  private static boolean hasParameters(MethodDescription.InDefinedShape method, MethodSpec spec) {
    List<String> types = spec.parameterTypes();
    if (types == null) {
      return true;
    }
    if (types.size() != method.getParameters().size()) {
      return false;
    }
    for (int i = 0; i < types.size(); i++) {
      String type = method.getParameters().get(i).getType().asErasure().getActualName();
      if (!type.equals(types.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Advice advice(
      Loom loom, Handler handler, MethodDescription.InDefinedShape method) {
    Advice.WithCustomMapping mappings =
        Advice.withCustomMapping().bind(HandlerIndex.class, (Object) handler.index());
    mappings = argument(mappings, ClientArgument.class, method, handler.method().client());
    mappings = argument(mappings, BatchArgument.class, method, handler.method().batch());
    return loom.advice(
        mappings,
        method.getReturnType().isPrimitive()
            ? MethodAdvice.WithoutResult.class
            : MethodAdvice.WithResult.class);
  }

  // An overload may have fewer parameters than the one that the configuration has in mind.
  private static <A extends Annotation> Advice.WithCustomMapping argument(
      Advice.WithCustomMapping mappings,
      Class<A> annotation,
      MethodDescription.InDefinedShape method,
      int index) {
    if (index == MethodSpec.NONE || index >= method.getParameters().size()) {
      return mappings.bind(annotation, NullConstant.INSTANCE, OBJECT);
    }
    ParameterDescription parameter = method.getParameters().get(index);
    return mappings.bind(
        new Advice.OffsetMapping.ForArgument.Resolved.Factory<>(
            annotation, parameter, true, Assigner.Typing.DYNAMIC));
  }
}
