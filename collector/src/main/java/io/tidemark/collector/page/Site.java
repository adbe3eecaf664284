package io.tidemark.collector.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.collector.export.Utf8Writer;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The collector's HTTP server: guards every request, then lets {@link Routes} answer it.
 *
 * <p>It answers GET and HEAD alone, with bounded headers, paths, time, threads and queue; what is
 * beyond them is refused or dropped.
 */
public final class Site implements AutoCloseable {
  private static final int MAX_TARGET_CHARS = 1024;
  private static final int THREADS = 4;
  private static final int QUEUED = 32;

  static {
    // The JDK's server reads its bounds from here, once. Times are in seconds.
    setDefault("sun.net.httpserver.maxReqHeaders", "64");
    setDefault("sun.net.httpserver.maxReqHeaderSize", "16384");
    setDefault("sun.net.httpserver.maxReqTime", "10");
    setDefault("sun.net.httpserver.maxRspTime", "30");
    setDefault("jdk.httpserver.maxConnections", "64");
    setDefault("sun.net.httpserver.nodelay", "true");
    // How often it looks for requests that take too long: by default each second.
    setDefault("sun.net.httpserver.timerMillis", "5000");
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final HostGuard guard;
  private final Access access;
  private volatile @Nullable LiveFeed feed;

  private Site(HttpServer server, ThreadPoolExecutor threads, HostGuard guard, Access access) {
    this.server = server;
    this.threads = threads;
    this.guard = guard;
    this.access = access;
  }

  /**
   * Takes the port, without answering yet, so that a busy port is known before anything is started.
   *
   * @param host name or address to listen on
   * @param port 0 for any free one
   * @param access who may ask, and how
   * @throws IOException when the address cannot be listened on
   */
  public static Site bind(String host, int port, Access access) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    HttpServer server = access.server(new InetSocketAddress(address, port));
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(QUEUED), Site::thread);
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
    return new Site(server, threads, new HostGuard(address.isLoopbackAddress(), host), access);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "tidemark-http");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to answer. */
  public void start(Routes routes) {
    feed = routes.live();
    server.createContext("/", exchange -> handle(exchange, routes));
    server.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange, Routes routes) throws IOException {
    boolean listens = false;
    try {
      Answer answer = refuse(exchange);
      if (answer == null && asksToListen(exchange)) {
        answer = listen(exchange, routes.live());
        listens = answer == null;
      }
      if (!listens) {
        send(
            exchange,
            answer != null
                ? answer
                : routes.at(exchange.getRequestURI().getPath()).answer(exchange));
      }
    } catch (RuntimeException e) {
      exchange.getResponseHeaders().remove("Content-Encoding");
      send(exchange, Answer.text(500, "the collector could not answer: " + e));
    } finally {
      if (!listens) {
        exchange.close();
      }
    }
  }

  private static boolean asksToListen(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("GET")
        && exchange.getRequestURI().getPath().equals(LiveFeed.PATH);
  }

  /** Gives a request to the feed, which closes it; what to answer instead when it takes no more. */
  private static @Nullable Answer listen(HttpExchange exchange, LiveFeed feed) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", LiveFeed.CONTENT_TYPE);
    guard(headers);
    headers.set("Vary", "Accept-Encoding");
    boolean gzip = acceptsGzip(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
    if (gzip) {
      headers.set("Content-Encoding", "gzip");
    }
    Answer refused = feed.open(exchange, gzip);
    if (refused != null) {
      headers.remove("Content-Encoding");
    }
    return refused;
  }

  private @Nullable Answer refuse(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (!guard.accepts(host)) {
      return Answer.text(
          421, "this collector answers on loopback only; ask for it as localhost or 127.0.0.1");
    }
    Answer stranger = access.refuse(exchange);
    if (stranger != null) {
      return stranger;
    }
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Answer.text(405, "GET and HEAD only");
    }
    return exchange.getRequestURI().toString().length() > MAX_TARGET_CHARS
        ? Answer.text(414, "the path is longer than " + MAX_TARGET_CHARS + " characters")
        : null;
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    guard(headers);
    answer.headers().forEach(headers::set);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    boolean gzip = acceptsGzip(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
    headers.set("Vary", "Accept, Accept-Encoding");
    if (gzip) {
      headers.set("Content-Encoding", "gzip");
    }
    // Whole before it is sent: an answer that fails half way must not look like a complete one.
    Chunks body = new Chunks();
    try (Writer out = new Utf8Writer(gzip ? new QuickGzip(body) : body)) {
      answer.body().writeTo(out);
    }
    exchange.sendResponseHeaders(answer.status(), body.size() == 0 ? -1 : body.size());
    body.writeTo(exchange.getResponseBody());
  }

  /** What every answer carries: no page of another site may take it for a script or a picture. */
  private static void guard(Headers headers) {
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
  }

  private static boolean acceptsGzip(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = coding.strip().split("\\s*;\\s*", 2);
      if (parts[0].equals("gzip")) {
        return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Stops answering, at once. */
  @Override
  public void close() {
    LiveFeed listened = feed;
    if (listened != null) {
      listened.close();
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
