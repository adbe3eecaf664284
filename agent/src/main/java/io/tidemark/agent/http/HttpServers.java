package io.tidemark.agent.http;

import io.tidemark.agent.hold.PerClass;
import io.tidemark.agent.record.Ledger;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the classes of the service's HTTP servers, found out once for each. */
final class HttpServers {
  private static final String CHUNK = "org.eclipse.jetty.io.Content$Chunk";

  private final PerClass<Optional<HttpServer>> servers;
  private final PerClass<Optional<ServletApi>> apis;
  private final PerClass<Optional<MethodHandle>> chunks;

  HttpServers(Ledger ledger) {
    this.servers = known(ledger, HttpServers::server);
    this.apis = known(ledger, ServletApi::of);
    this.chunks =
        known(
            ledger,
            type ->
                Handles.getter(
                    Class.forName(CHUNK, false, type.getClassLoader()), "getByteBuffer"));
  }

  private interface Finder<T> {
    T find(Class<?> type) throws ReflectiveOperationException;
  }

  // Empty, and counted once, where a class is not as we know it.
  private static <T> PerClass<Optional<T>> known(Ledger ledger, Finder<T> finder) {
    return new PerClass<>() {
      @Override
      protected Optional<T> compute(Class<?> type) {
        try {
          return Optional.of(finder.find(type));
        } catch (ReflectiveOperationException | LinkageError e) {
          ledger.failed();
          return Optional.empty();
        }
      }
    };
  }

  private static HttpServer server(Class<?> type) throws ReflectiveOperationException {
    String name = type.getName();
    if (name.startsWith("sun.net.httpserver.")) {
      return new JdkServer();
    }
    if (name.startsWith("org.eclipse.jetty.")) {
      return new JettyServer(type);
    }
    return name.startsWith("io.undertow.") ? new UndertowServer(type) : new TomcatServer(type);
  }

  /** The server of a request, in the form that its advice sees first. */
  @Nullable HttpServer of(Object request) {
    return servers.get(request.getClass()).orElse(null);
  }

  /** The servlet API of a request, whatever it is wrapped in. */
  @Nullable ServletApi apiOf(Object request) {
    return apis.get(request.getClass()).orElse(null);
  }

  /** The bytes of a chunk of Jetty's core. */
  @Nullable ByteBuffer bytesOf(Object chunk) throws Throwable {
    MethodHandle getter = chunks.get(chunk.getClass()).orElse(null);
    return getter == null ? null : (ByteBuffer) (Object) getter.invokeExact(chunk);
  }
}
