package io.tidemark.agent.method;

import io.tidemark.agent.bridge.TidemarkBridge;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The code that is inlined into a configured method. */
final class MethodAdvice {
  private MethodAdvice() {}

  /** Around a method that gives an object, which may be a promise of the result. */
  static final class WithResult {
    private WithResult() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
        @HandlerIndex int handler,
        @ClientArgument @Nullable Object client,
        @BatchArgument @Nullable Object batch) {
      return TidemarkBridge.methodEntered(handler, client, batch);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object call,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable failure) {
      TidemarkBridge.methodLeft(call, result, failure);
    }
  }

  /** Around a method that gives nothing or a primitive, which need not be boxed for us. */
  static final class WithoutResult {
    private WithoutResult() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
        @HandlerIndex int handler,
        @ClientArgument @Nullable Object client,
        @BatchArgument @Nullable Object batch) {
      return TidemarkBridge.methodEntered(handler, client, batch);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object call, @Advice.Thrown @Nullable Throwable failure) {
      TidemarkBridge.methodLeft(call, null, failure);
    }
  }
}
