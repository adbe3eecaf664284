package io.tidemark.agent.grpc;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.tidemark.agent.weave.Loom;
import io.tidemark.agent.weave.Weaving;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.modifier.FieldPersistence;
import net.bytebuddy.description.modifier.SyntheticState;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.member.FieldAccess;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;

/** How the classes of {@link GrpcTarget} are changed. */
final class GrpcWeaving implements Weaving {
  private static final TypeDescription.Generic OBJECT =
      TypeDescription.ForLoadedType.of(Object.class).asGenericType();

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
        .defineField(
            GrpcAdvice.REQUEST_FIELD,
            Object.class,
            Visibility.PACKAGE_PRIVATE,
            SyntheticState.SYNTHETIC,
            FieldPersistence.TRANSIENT)
        .visit(loom.advice(GrpcAdvice.CallCreated.class).on(isConstructor()))
        .visit(loom.advice(GrpcAdvice.CallClosing.class).on(named("close").and(takesArguments(2))));
  }

  private static DynamicType.Builder<?> listener(DynamicType.Builder<?> builder, Loom loom) {
    FieldDescription call = GrpcShape.check(loom);
    return builder
        .visit(
            withRequest(loom, call, GrpcAdvice.Working.class)
                .on(namedOneOf("messagesAvailable", "onReady")))
        .visit(withRequest(loom, call, GrpcAdvice.HalfClosed.class).on(named("halfClosed")))
        .visit(withRequest(loom, call, GrpcAdvice.StreamClosed.class).on(named("closed")));
  }

  // this.call.tidemark$request, read where advice mentions its parameter: no accessor, no
  // reflection.
  private static Advice withRequest(Loom loom, FieldDescription call, Class<?> advice) {
    FieldDescription request =
        new FieldDescription.Latent(
            call.getType().asErasure(),
            new FieldDescription.Token(GrpcAdvice.REQUEST_FIELD, 0, OBJECT));
    StackManipulation read =
        new StackManipulation.Compound(
            MethodVariableAccess.loadThis(),
            FieldAccess.forField((FieldDescription.InDefinedShape) call).read(),
            FieldAccess.forField((FieldDescription.InDefinedShape) request).read());
    return loom.advice(Advice.withCustomMapping().bind(CallRequest.class, read, OBJECT), advice);
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
