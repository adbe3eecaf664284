package io.tidemark.agent.child;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** An interceptor that turns calls away before any handler sees them, in the two possible ways. */
final class Gate implements ServerInterceptor {
  static final Metadata.Key<String> KEY =
      Metadata.Key.of("x-gate", Metadata.ASCII_STRING_MARSHALLER);
  static final String CLOSE = "close";
  static final String THROW = "throw";

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String order = headers.get(KEY);
    if (THROW.equals(order)) {
      throw Status.UNAUTHENTICATED.asRuntimeException();
    }
    if (CLOSE.equals(order)) {
      call.close(Status.PERMISSION_DENIED, new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return next.startCall(call, headers);
  }
}
