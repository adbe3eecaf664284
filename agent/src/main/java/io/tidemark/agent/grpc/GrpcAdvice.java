package io.tidemark.agent.grpc;

import io.grpc.KnownLength;
import io.tidemark.agent.bridge.TidemarkBridge;
import java.io.InputStream;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The code that is inlined into grpc-java's classes: each method hands what it sees to the bridge.
 * Parameters are of types of {@code java.base}, since the agent cannot see those of gRPC.
 */
final class GrpcAdvice {
  /** The field of a listener that holds its call. */
  static final String CALL_FIELD = "call";

  private GrpcAdvice() {}

  /** At the end of {@code ServerCallImpl}'s constructor. */
  static final class CallCreated {
    private CallCreated() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object call,
        @Advice.Argument(0) Object stream,
        @Advice.Argument(1) Object method,
        @Advice.Argument(2) Object headers) {
      TidemarkBridge.grpcStarted(call, stream, method, headers);
    }
  }

  /** Before {@code ServerCallImpl.close}, which sends the answer's end. */
  static final class CallClosing {
    private CallClosing() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object call, @Advice.Argument(0) Object status) {
      TidemarkBridge.grpcEnded(TidemarkBridge.grpcRequest(call), status);
    }
  }

  /** Around {@code messagesAvailable} and {@code onReady}, which run code of the service. */
  static final class Working {
    private Working() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.FieldValue(CALL_FIELD) Object call) {
      return TidemarkBridge.enter(TidemarkBridge.grpcRequest(call));
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object before, @Advice.Thrown @Nullable Throwable failure) {
      TidemarkBridge.leave(before, failure);
    }
  }

  /** Around {@code halfClosed}: no message comes after it, but a delayed one inside it. */
  static final class HalfClosed {
    private HalfClosed() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.FieldValue(CALL_FIELD) Object call) {
      Object request = TidemarkBridge.grpcRequest(call);
      TidemarkBridge.grpcHalfClosed(request);
      return TidemarkBridge.enter(request);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object before, @Advice.Thrown @Nullable Throwable failure) {
      TidemarkBridge.leave(before, failure);
    }
  }

  /** Before {@code closed}: the end of a call that the service did not close. */
  static final class StreamClosed {
    private StreamClosed() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue(CALL_FIELD) Object call, @Advice.Argument(0) Object status) {
      TidemarkBridge.grpcClosed(call, status);
    }
  }

  /** After {@code startWrappedCall} threw: nobody will tell the call of its end. */
  static final class StartFailed {
    private StartFailed() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Argument(1) Object parameters, @Advice.Thrown @Nullable Throwable failure) {
      if (failure != null) {
        TidemarkBridge.grpcStartFailed(parameters, failure);
      }
    }
  }

  /** Around {@code MethodDescriptor.parseRequest}. */
  static final class Parsing {
    private Parsing() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter(@Advice.Argument(0) InputStream stream) {
      return TidemarkBridge.messageBytes(stream, stream instanceof KnownLength);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Enter long bytes, @Advice.Return @Nullable Object message) {
      TidemarkBridge.message(message, bytes);
    }
  }
}
