package io.tidemark.agent.http;

import io.tidemark.agent.client.CertificateNames;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Undertow's servlets: advice sees a {@code ServletRequestContext} at the beginning, and the {@code
 * HttpServerExchange} that Undertow knows a request by at its end.
 */
final class UndertowServer extends ServletServer {
  private final MethodHandle key;
  private final MethodHandle head;
  private final MethodHandle status;
  private final MethodHandle tls;
  private final MethodHandle session;

  UndertowServer(Class<?> context) throws ReflectiveOperationException {
    super(ServletApi.of(context.getMethod("getOriginalRequest").getReturnType()));
    this.key = Handles.getter(context, "getExchange");
    this.head = Handles.getter(context, "getOriginalRequest");
    Class<?> exchange = context.getMethod("getExchange").getReturnType();
    this.status = Handles.number(exchange, "getStatusCode");
    Class<?> connection = exchange.getMethod("getConnection").getReturnType();
    this.tls =
        Handles.chain(
            key,
            Handles.chain(
                Handles.getter(exchange, "getConnection"),
                Handles.getter(connection, "getSslSessionInfo")));
    Class<?> info = connection.getMethod("getSslSessionInfo").getReturnType();
    this.session = Handles.getter(info, "getSSLSession");
  }

  @Override
  public @Nullable Object key(Object context) throws Throwable {
    return (Object) key.invokeExact(context);
  }

  @Override
  public Object head(Object context) throws Throwable {
    return (Object) head.invokeExact(context);
  }

  // The attribute with the certificate comes only later.
  @Override
  public CertificateNames certificates(Object context, Object head) throws Throwable {
    Object info = (Object) tls.invokeExact(context);
    @Nullable Object tlsSession = info == null ? null : (Object) session.invokeExact(info);
    return CertificateNames.of(tlsSession);
  }

  @Override
  public int status(Object exchange, HttpCall call) throws Throwable {
    return (int) status.invokeExact(exchange);
  }

  @Override
  public boolean thrown(Object exchange, HttpCall call) {
    return call.thrown();
  }
}
