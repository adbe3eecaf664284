package io.tidemark.agent.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.tidemark.agent.client.CertificateNames;
import io.tidemark.agent.client.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own: advice sees the {@code HttpExchange} that the handler gets, and the object behind
 * it that the JDK knows a request by. The only class that needs the module jdk.httpserver.
 */
final class JdkServer implements HttpServer {
  @Override
  public @Nullable Object key(Object exchange) {
    throw new IllegalStateException("advice gives the key");
  }

  @Override
  public Object head(Object exchange) {
    return exchange;
  }

  @Override
  public @Nullable String method(Object head) {
    return ((HttpExchange) head).getRequestMethod();
  }

  @Override
  public @Nullable String header(Object head, String name) {
    return ((HttpExchange) head).getRequestHeaders().getFirst(name);
  }

  @Override
  public @Nullable String query(Object head) {
    return ((HttpExchange) head).getRequestURI().getRawQuery();
  }

  @Override
  public @Nullable String peer(Object head) {
    return PeerAddress.name(((HttpExchange) head).getRemoteAddress());
  }

  @Override
  public CertificateNames certificates(Object exchange, Object head) {
    return CertificateNames.of(
        head instanceof HttpsExchange secure ? secure.getSSLSession() : null);
  }

  @Override
  public String context(Object head) {
    return "";
  }

  @Override
  public String pattern(Object head) {
    return ((HttpExchange) head).getHttpContext().getPath();
  }

  @Override
  public boolean routed(Object head) {
    return false;
  }

  @Override
  public int status(Object exchange, HttpCall call) {
    return call.status();
  }

  @Override
  public boolean thrown(Object exchange, HttpCall call) {
    return call.thrown();
  }
}
