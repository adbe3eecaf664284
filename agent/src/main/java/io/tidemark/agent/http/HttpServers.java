package io.tidemark.agent.http;

import io.tidemark.agent.record.Ledger;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is known of the classes of the service's HTTP servers, found out once for each. */
final class HttpServers {
  private static final String CHUNK = "org.eclipse.jetty.io.Content$Chunk";

  private final ClassValue<@Nullable HttpServer> servers;
  private final ClassValue<@Nullable ServletApi> apis;
  private final ClassValue<@Nullable MethodHandle> chunks;

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

  // Null, and counted once, where a class is not as we know it.
  private static <T> ClassValue<@Nullable T> known(Ledger ledger, Finder<T> finder) {
    return new ClassValue<>() {
      @Override
      protected @Nullable T computeValue(Class<?> type) {
        try {
          return finder.find(type);
        } catch (ReflectiveOperationException | LinkageError e) {
          ledger.failed();
          return null;
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
    return servers.get(request.getClass());
  }

  /** The servlet API of a request, whatever it is wrapped in. */
  @Nullable ServletApi apiOf(Object request) {
    return apis.get(request.getClass());
  }

  /** The bytes of a chunk of Jetty's core. */
  @Nullable ByteBuffer bytesOf(Object chunk) throws Throwable {
    MethodHandle getter = chunks.get(chunk.getClass());
    return getter == null ? null : (ByteBuffer) (Object) getter.invokeExact(chunk);
  }
}
