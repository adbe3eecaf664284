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
@SuppressWarnings(
    "UnusedVariable") // assignments to parameters are assignments to the call's fields
final class GrpcAdvice {
  /** The field that a call keeps its request in. */
  static final String REQUEST_FIELD = "tidemark$request";

  private GrpcAdvice() {}

  /** At the end of {@code ServerCallImpl}'s constructor. */
  static final class CallCreated {
    private CallCreated() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object call,
        @Advice.Argument(0) Object stream,
        @Advice.Argument(1) Object method,
        @Advice.Argument(2) Object headers,
        @Advice.FieldValue(value = REQUEST_FIELD, readOnly = false) @Nullable Object request) {
      request = TidemarkBridge.grpcStarted(call, stream, method, headers);
    }
  }

  /** Before {@code ServerCallImpl.close}, which sends the answer's end. */
  static final class CallClosing {
    private CallClosing() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue(REQUEST_FIELD) @Nullable Object request,
        @Advice.Argument(0) Object status) {
      TidemarkBridge.grpcEnded(request, status);
    }
  }

  /** Around {@code messagesAvailable} and {@code onReady}, which run code of the service. */
  static final class Working {
    private Working() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@CallRequest @Nullable Object request) {
      return TidemarkBridge.enter(request);
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
    static @Nullable Object enter(@CallRequest @Nullable Object request) {
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
    static void enter(@CallRequest @Nullable Object request, @Advice.Argument(0) Object status) {
      TidemarkBridge.grpcEnded(request, status);
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
