package io.tidemark.lab.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemcachedPoolTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final SourcePorts PORTS = new SourcePorts(20_000, 29_999);

  private final DialCounts watch = new DialCounts();
  private StandIn server;

  @BeforeEach
  void startServer() throws IOException {
    server = new StandIn(LOOPBACK, 0);
  }

  @AfterEach
  void endServer() throws IOException {
    server.close();
  }

  @Test
  void dialsOnceForOperationsOneAfterTheOther() throws IOException {
    try (MemcachedPool pool = pool(PORTS, 1)) {
      pool.set("a", new byte[] {1}, watch);
      pool.get("a", watch);
      pool.get("b", watch);
      assertEquals(1, pool.dials());
    }
  }

  @Test
  void dialsForEachOperationThatFindsNoIdleConnection() throws Exception {
    int operations = 8;
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(operations);
    // A server that answers nobody until all have dialled.
    try (ServerSocket silent = new ServerSocket(0, operations, LOOPBACK);
        MemcachedPool pool = new MemcachedPool(LOOPBACK, PORTS, address(silent), 2)) {
      List<Future<Optional<byte[]>>> gets =
          IntStream.range(0, operations)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            go.await();
                            return pool.get("key", watch);
                          }))
              .toList();
      go.countDown();
      List<Socket> dialled = Stream.generate(() -> accept(silent)).limit(operations).toList();
      for (Socket socket : dialled) {
        socket.getOutputStream().write("END\r\n".getBytes(US_ASCII));
      }
      for (Future<Optional<byte[]>> get : gets) {
        assertEquals(Optional.empty(), get.get());
      }
      assertEquals(operations, pool.dials());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void saysWhenNoLocalPortIsLeft() throws IOException {
    try (ServerSocket holder = new ServerSocket(0, 1, LOOPBACK);
        MemcachedPool pool =
            pool(new SourcePorts(holder.getLocalPort(), holder.getLocalPort()), 1)) {
      CacheException refusal = assertThrows(CacheException.class, () -> pool.get("key", watch));
      assertEquals(CacheFailure.ADDRESS_ALREADY_IN_USE, refusal.failure());
    }
  }

  /** A port that is bound and not listened on: nobody else can take it meanwhile. */
  @Test
  void saysWhenTheServerIsGone() throws IOException {
    try (Socket gone = new Socket()) {
      gone.bind(new InetSocketAddress(LOOPBACK, 0));
      InetSocketAddress address = new InetSocketAddress(LOOPBACK, gone.getLocalPort());
      try (MemcachedPool pool = new MemcachedPool(LOOPBACK, PORTS, address, 1)) {
        CacheException refusal =
            assertThrows(CacheException.class, () -> pool.set("k", new byte[0], watch));
        assertEquals(CacheFailure.CONNECTION_REFUSED, refusal.failure());
      }
    }
  }

  @Test
  void refusesAKeyThatTheProtocolCannotCarry() throws IOException {
    try (MemcachedPool pool = pool(PORTS, 1)) {
      for (String key : List.of("", "with space", "line\r\nbreak", "k".repeat(251))) {
        assertThrows(IllegalArgumentException.class, () -> pool.get(key, watch));
      }
    }
  }

  private MemcachedPool pool(SourcePorts ports, int maxIdle) {
    return new MemcachedPool(
        LOOPBACK, ports, new InetSocketAddress(LOOPBACK, server.port()), maxIdle);
  }

  private static InetSocketAddress address(ServerSocket listener) {
    return new InetSocketAddress(LOOPBACK, listener.getLocalPort());
  }

  private static Socket accept(ServerSocket listener) {
    try {
      return listener.accept();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
