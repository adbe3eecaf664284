package io.tidemark.lab.memcached;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The memcached client pool of the incident: it keeps at most {@code maxIdle} idle connections and
 * opens as many as are asked for. Under a burst nearly every operation dials, and nearly every
 * connection is closed right after its one use and then holds its local port for a minute in
 * TIME_WAIT, on our side, because we close first.
 *
 * <p>Thread-safe. Operations throw {@link CacheException}, and tell of their dials to whom the
 * caller names.
 */
public final class MemcachedPool implements Closeable {
  private static final int TIMEOUT_MS = 5_000;

  /** Tries of one dial before it says that no port is free. */
  private static final int PORT_TRIES = 4;

  private final InetAddress source;
  private final SourcePorts ports;
  private final InetSocketAddress server;
  private final BlockingDeque<MemcachedConnection> idle;
  private final LongAdder dials = new LongAdder();
  private final DialCounts attempts = new DialCounts();

  /**
   * @param source the local address every connection binds before it connects
   */
  public MemcachedPool(
      InetAddress source, SourcePorts ports, InetSocketAddress server, int maxIdle) {
    this.source = source;
    this.ports = ports;
    this.server = server;
    this.idle = new LinkedBlockingDeque<>(maxIdle);
  }

  public Optional<byte[]> get(String key, DialWatch watch) throws CacheException {
    return use("get", connection -> connection.get(key), watch);
  }

  public void set(String key, byte[] value, DialWatch watch) throws CacheException {
    use(
        "set",
        connection -> {
          connection.set(key, value);
          return true;
        },
        watch);
  }

  /** The server's version, over a connection of its own: a health check. */
  public String probe(DialWatch watch) throws CacheException {
    try (MemcachedConnection connection = dial(watch)) {
      return connection.version();
    } catch (IOException e) {
      throw new CacheException("cache version " + route(), e);
    }
  }

  /** Operations that tried to open a connection since the pool was made, failed ones included. */
  public long dials() {
    return dials.sum();
  }

  /** All attempts since the pool was made: an operation that finds its port taken makes several. */
  public DialCounts attempts() {
    return attempts;
  }

  @Override
  public void close() throws IOException {
    for (MemcachedConnection c = idle.poll(); c != null; c = idle.poll()) {
      c.close();
    }
  }

  private <R> R use(String verb, Operation<R> operation, DialWatch watch) throws CacheException {
    @Nullable MemcachedConnection connection = idle.pollFirst();
    boolean reusable = false;
    try {
      if (connection == null) {
        connection = dial(watch);
      }
      R result = operation.on(connection);
      reusable = idle.offerFirst(connection);
      return result;
    } catch (IOException e) {
      throw new CacheException("cache " + verb + " " + route(), e);
    } finally {
      if (!reusable && connection != null) {
        closeQuietly(connection);
      }
    }
  }

  private MemcachedConnection dial(DialWatch watch) throws IOException {
    dials.increment();
    return MemcachedConnection.dial(
        source, ports.next(PORT_TRIES), server, TIMEOUT_MS, attempts.and(watch));
  }

  private String route() {
    return source.getHostAddress()
        + "->"
        + server.getAddress().getHostAddress()
        + ":"
        + server.getPort();
  }

  private static void closeQuietly(MemcachedConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // The answer, or the failure that matters, is already on its way to the caller.
    }
  }

  private interface Operation<R> {
    R on(MemcachedConnection connection) throws IOException;
  }
}
