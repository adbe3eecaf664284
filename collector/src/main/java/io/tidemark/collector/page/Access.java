package io.tidemark.collector.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.tidemark.collector.access.Passwords;
import io.tidemark.collector.access.TlsKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask the site, and how: by TLS or in clear text, with a password or without one. The
 * password is asked for at every path, as Prometheus does. Thread-safe.
 */
public final class Access {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final @Nullable TlsKeys keys;
  private volatile @Nullable Passwords passwords;

  /**
   * @param keys null for clear text
   * @param passwords null for everybody
   */
  public Access(@Nullable TlsKeys keys, @Nullable Passwords passwords) {
    this.keys = keys;
    this.passwords = passwords;
  }

  /** Whoever asks from now on needs one of these. */
  public void replace(Passwords changed) {
    passwords = changed;
  }

  HttpServer server(InetSocketAddress address) throws IOException {
    if (keys == null) {
      return HttpServer.create(address, 0);
    }
    HttpsServer server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new RecentTls(keys.context()));
    return server;
  }

  private static final class RecentTls extends HttpsConfigurator {
    RecentTls(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters connection) {
      SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
      parameters.setProtocols(PROTOCOLS);
      connection.setSSLParameters(parameters);
    }
  }

  /** What to answer to who may not ask, null to those who may. */
  @Nullable Answer refuse(HttpExchange exchange) {
    Passwords asked = passwords;
    if (asked == null) {
      return null;
    }
    return switch (asked.check(exchange.getRequestHeaders().getFirst("Authorization"))) {
      case ACCEPTED -> null;
      case REFUSED ->
          new Answer(
              401,
              Map.of(
                  "Content-Type",
                  Answer.TEXT,
                  "WWW-Authenticate",
                  "Basic realm=\"tidemark\", charset=\"UTF-8\""),
              out -> out.write("a user's name and password are needed\n"));
      case BUSY ->
          new Answer(
              429,
              Map.of("Content-Type", Answer.TEXT, "Retry-After", "1"),
              out -> out.write("too many passwords to check; ask again in a second\n"));
    };
  }
}
