package io.tidemark.agent.grpc;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.tidemark.agent.weave.Loom;
import io.tidemark.agent.weave.ShapeException;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * What the advice needs of grpc-java's classes, checked as a whole before any of them is changed: a
 * release in which one is different is left alone, rather than counted wrongly.
 */
final class GrpcShape {
  private GrpcShape() {}

  /**
   * Checks the classes that the service's loader finds.
   *
   * @throws ShapeException naming what is missing
   */
  static void check(Loom loom) {
    TypeDescription call = type(loom, GrpcTarget.SERVER_CALL);
    one(
        call,
        isConstructor()
            .and(takesArgument(0, named("io.grpc.internal.ServerStream")))
            .and(takesArgument(1, named("io.grpc.MethodDescriptor")))
            .and(takesArgument(2, named("io.grpc.Metadata"))));
    one(call, named("close").and(takesArgument(0, named("io.grpc.Status"))));
    TypeDescription listener = type(loom, GrpcTarget.LISTENER);
    one(listener, named("messagesAvailable"));
    one(listener, named("halfClosed").and(takesArguments(0)));
    one(listener, named("closed").and(takesArgument(0, named("io.grpc.Status"))));
    for (FieldDescription.InDefinedShape field : listener.getDeclaredFields()) {
      if (field.getName().equals(GrpcAdvice.CALL_FIELD)
          && field.getType().asErasure().equals(call)) {
        return;
      }
    }
    throw new ShapeException(listener.getName() + " has no field 'call' of " + call.getName());
  }

  private static TypeDescription type(Loom loom, GrpcTarget target) {
    TypePool.Resolution resolution = loom.describe(target.className());
    if (!resolution.isResolved()) {
      throw new ShapeException("there is no " + target.className());
    }
    return resolution.resolve();
  }

  private static void one(TypeDescription type, ElementMatcher<? super MethodDescription> matcher) {
    int found = type.getDeclaredMethods().filter(matcher).size();
    if (found != 1) {
      throw new ShapeException(type.getName() + " has " + found + " of " + matcher);
    }
  }
}
