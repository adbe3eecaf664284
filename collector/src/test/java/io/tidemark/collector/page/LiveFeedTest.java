package io.tidemark.collector.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.collector.export.Readers;
import io.tidemark.collector.jvm.ChildJvm;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.verdict.Verdict;
import io.tidemark.collector.who.Deaths;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listens at a real server, by sockets. */
final class LiveFeedTest {
  private static final long NOW_MS = 1_700_000_000_000L;

  private final Timeline timeline = new Timeline();
  private final Readers readers = new Readers();
  private final LedgerRing ring = new LedgerRing(readers::latest, Duration.ofSeconds(10));
  private final AtomicInteger made = new AtomicInteger();
  private final List<Socket> sockets = new ArrayList<>();
  private Routes routes;
  private Site site;

  @BeforeEach
  void start() throws IOException {
    site = Site.bind("127.0.0.1", 0, new Access(null, null));
    routes =
        new Routes(
            readers,
            ring,
            new Deaths(),
            () -> {
              made.incrementAndGet();
              return Verdict.NONE;
            },
            timeline,
            Optional.empty(),
            Clock.fixed(Instant.ofEpochMilli(NOW_MS), ZoneOffset.UTC),
            () -> Duration.ofSeconds(5));
    site.start(routes);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    site.close();
    ring.close();
  }

  private BufferedReader listen() throws IOException {
    return ask("GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  private BufferedReader ask(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port());
    sockets.add(socket);
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String next(BufferedReader lines, String prefix) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(prefix)) {
      line = lines.readLine();
    }
    return String.valueOf(line);
  }

  @Test
  void sendsEachSnapshotOnceMadeToAllWhoListen() throws IOException {
    List<BufferedReader> listeners = List.of(listen(), listen(), listen());
    for (BufferedReader listener : listeners) {
      assertEquals("HTTP/1.1 200 OK", listener.readLine());
      assertTrue(next(listener, "data: ").startsWith("data: {\"now\":" + NOW_MS), "no message");
    }
    int before = made.get();
    timeline.accept(Snapshot.NONE);
    for (BufferedReader listener : listeners) {
      assertTrue(next(listener, "data: {").endsWith("}"));
    }
    assertEquals(before + 1, made.get());
  }

  @Test
  void makesNothingWhileNobodyListens() {
    timeline.accept(Snapshot.NONE);
    timeline.accept(Snapshot.NONE);
    assertEquals(0, made.get());
  }

  /** More listeners than the site has threads, and it still answers. */
  @Test
  void takesNoThreadOfTheSiteAndNoMoreListenersThanItMay() throws IOException {
    for (int i = 0; i < LiveFeed.MAX_LISTENERS; i++) {
      assertEquals("HTTP/1.1 200 OK", listen().readLine());
    }
    assertEquals(LiveFeed.MAX_LISTENERS, routes.live().listeners());
    assertEquals("HTTP/1.1 503 Service Unavailable", listen().readLine());
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port());
    sockets.add(socket);
    socket.setSoTimeout(10_000);
    socket
        .getOutputStream()
        .write(
            "GET /api/v1/page HTTP/1.0\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(all.contains("\r\n\r\n{\"now\":" + NOW_MS), all);
  }

  /** A stream ends in good order, so that the next one needs no other connection. */
  @Test
  void endsByItselfAndLeavesTheConnectionToTheNext() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LiveFeed feed = new LiveFeed(timeline, () -> "{}", Duration.ofMillis(200));
    server.createContext("/", exchange -> assertNull(feed.open(exchange, false)));
    server.start();
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
      socket.setSoTimeout(10_000);
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (int i = 0; i < 3; i++) {
        socket
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals("HTTP/1.1 200 OK", lines.readLine());
        assertEquals("data: {}", next(lines, "data: "));
        timeline.accept(Snapshot.NONE); // so that it looks at the clock
        assertEquals("0", next(lines, "0"));
        assertEquals("", lines.readLine());
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void guardsTheFeedAsEverythingElse() throws IOException {
    assertEquals(
        "HTTP/1.1 421 ", // the JDK has no word for it
        ask("GET /api/v1/live HTTP/1.1\r\nHost: example.com\r\n\r\n").readLine());
    assertEquals(
        "HTTP/1.1 405 Method Not Allowed",
        ask("POST /api/v1/live HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
            .readLine());
    BufferedReader head = ask("HEAD /api/v1/live HTTP/1.0\r\nHost: localhost\r\n\r\n");
    assertEquals("HTTP/1.1 200 OK", head.readLine());
    assertEquals("Content-type: text/event-stream; charset=utf-8", next(head, "Content-type"));
    assertEquals("null", next(head, "data")); // it ends
    assertEquals(0, routes.live().listeners());
  }

  /** In a process of its own, which allows an answer less time than the collector does. */
  @Test
  @Timeout(60)
  void dropsWhoDoesNotRead() throws Exception {
    Process process =
        new ProcessBuilder(
                ChildJvm.running().toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                FeedMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = process.inputReader();
        Socket slow = new Socket()) {
      int port = Integer.parseInt(said.readLine());
      slow.setReceiveBufferSize(4096);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      slow.getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals("1", said.readLine());
      assertEquals("0", said.readLine());
    } finally {
      process.destroyForcibly();
    }
  }

  /** A listener that is gone leaves its place to another. */
  @Test
  void forgetsWhoIsGone() throws Exception {
    BufferedReader listener = listen();
    assertEquals("HTTP/1.1 200 OK", listener.readLine());
    sockets.get(0).close();
    long endNs = System.nanoTime() + 10_000_000_000L;
    while (routes.live().listeners() > 0) {
      timeline.accept(Snapshot.NONE);
      assertTrue(System.nanoTime() < endNs, "it still listens");
      Thread.onSpinWait();
    }
  }
}
