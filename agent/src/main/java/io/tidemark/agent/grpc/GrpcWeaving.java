package io.tidemark.agent.grpc;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.tidemark.agent.weave.Loom;
import io.tidemark.agent.weave.Weaving;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;

/** How the classes of {@link GrpcTarget} are changed. */
final class GrpcWeaving implements Weaving {
  private final GrpcTarget target;

  GrpcWeaving(GrpcTarget target) {
    this.target = target;
  }

  @Override
  public DynamicType.Builder<?> weave(
      DynamicType.Builder<?> builder, TypeDescription type, Loom loom) {
    return switch (target) {
      case SERVER_CALL -> call(builder, loom);
      case LISTENER -> listener(builder, loom);
      case TRANSPORT_LISTENER -> transportListener(builder, loom);
      case METHOD -> method(builder, loom);
    };
  }

  private static DynamicType.Builder<?> call(DynamicType.Builder<?> builder, Loom loom) {
    GrpcShape.check(loom);
    return builder
        .visit(loom.advice(GrpcAdvice.CallCreated.class).on(isConstructor()))
        .visit(loom.advice(GrpcAdvice.CallClosing.class).on(named("close").and(takesArguments(2))));
  }

  private static DynamicType.Builder<?> listener(DynamicType.Builder<?> builder, Loom loom) {
    GrpcShape.check(loom);
    return builder
        .visit(loom.advice(GrpcAdvice.Working.class).on(namedOneOf("messagesAvailable", "onReady")))
        .visit(loom.advice(GrpcAdvice.HalfClosed.class).on(named("halfClosed")))
        .visit(loom.advice(GrpcAdvice.StreamClosed.class).on(named("closed")));
  }

  private static DynamicType.Builder<?> transportListener(
      DynamicType.Builder<?> builder, Loom loom) {
    return builder.visit(loom.advice(GrpcAdvice.StartFailed.class).on(named("startWrappedCall")));
  }

  private static DynamicType.Builder<?> method(DynamicType.Builder<?> builder, Loom loom) {
    return builder.visit(
        loom.advice(GrpcAdvice.Parsing.class).on(named("parseRequest").and(takesArguments(1))));
  }
}
