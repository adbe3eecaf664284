package io.tidemark.lab.dataplane;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: puts the {@link Caller} of every request into its gRPC context, from where the
 * handlers hand it on. Thread-safe.
 */
final class Callers implements ServerInterceptor {
  private static final Context.Key<Caller> CURRENT = Context.key("caller");
  private static final Metadata.Key<String> CLIENT =
      Metadata.Key.of("x-client-id", Metadata.ASCII_STRING_MARSHALLER);

  private final Map<String, Caller> callers = new ConcurrentHashMap<>();
  private final Caller nobody = new Caller();

  /** Whose request this thread handles. */
  static Caller current() {
    return CURRENT.get();
  }

  /** Who causes what no request did. */
  Caller nobody() {
    return nobody;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    @Nullable String client = headers.get(CLIENT);
    String row = client + " " + call.getMethodDescriptor().getFullMethodName();
    Caller caller = callers.computeIfAbsent(row, any -> new Caller());
    return Contexts.interceptCall(
        Context.current().withValue(CURRENT, caller), call, headers, next);
  }

  /**
   * What each caused so far.
   *
   * @param consoleWrites of the process, none of which is a request's
   */
  Map<String, Effects> effects(long consoleWrites) {
    Map<String, Effects> rows = new TreeMap<>();
    callers.forEach((row, caller) -> rows.put(row, caller.effects(0)));
    rows.put(EffectsReport.NOBODY, nobody.effects(consoleWrites));
    return rows;
  }
}
