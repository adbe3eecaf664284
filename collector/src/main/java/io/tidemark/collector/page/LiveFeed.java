package io.tidemark.collector.page;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events: a message with each snapshot, to whoever listens. Thread-safe.
 *
 * <p>A message is made once for all listeners, and only while there are any. Each listener has a
 * thread of its own, none of the site's, so that one that is slow holds up nobody; there are at
 * most {@value #MAX_LISTENERS}. The JDK's server closes an answer that takes longer than it allows,
 * which is how a listener ends that does not read. So a stream ends by itself before that, and the
 * browser asks again on the same connection.
 *
 * <p>Source: WHATWG HTML, "Server-sent events".
 */
final class LiveFeed implements AutoCloseable {
  static final String PATH = "/api/v1/live";
  static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";
  static final int MAX_LISTENERS = 16;

  /** How long a stream lasts: less than {@link Site}'s maxRspTime. */
  static final Duration STREAM = Duration.ofSeconds(20);

  private static final long BEAT_MS = 2_000;
  private static final int BUFFER_BYTES = 16 << 10;

  private final Timeline timeline;
  private final Supplier<String> message;
  private final Duration stream;
  private final AtomicInteger listeners = new AtomicInteger();
  private final Object making = new Object();
  private long madeBeat = -1;
  private String made = "";
  private volatile boolean closed;

  /**
   * A feed.
   *
   * @param message makes the message of the newest snapshot, on one line
   * @param stream how long each stream lasts
   */
  LiveFeed(Timeline timeline, Supplier<String> message, Duration stream) {
    this.stream = stream;
    this.timeline = timeline;
    this.message = message;
  }

  /** The message of the newest snapshot, made once. */
  String message() {
    synchronized (making) {
      long beat = timeline.beat();
      if (beat != madeBeat || made.isEmpty()) {
        made = message.get();
        madeBeat = beat;
      }
      return made;
    }
  }

  /**
   * Takes over a request, and closes it in the end.
   *
   * @return what to answer instead, when nobody more may listen
   */
  @Nullable Answer open(HttpExchange exchange, boolean gzip) {
    if (listeners.incrementAndGet() > MAX_LISTENERS || closed) {
      listeners.decrementAndGet();
      return Answer.text(503, "too many listeners; ask for /api/v1/page instead");
    }
    Thread thread = new Thread(() -> serve(exchange, gzip), "tidemark-live");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) { // no more threads
      listeners.decrementAndGet();
      return Answer.text(503, "no thread is left for a listener; ask for /api/v1/page instead");
    }
    return null;
  }

  private void serve(HttpExchange exchange, boolean gzip) {
    try (exchange;
        OutputStream out = begin(exchange, gzip)) {
      long endNs = System.nanoTime() + stream.toNanos();
      write(out, "retry: 500\n\n");
      long seen = -1;
      while (!closed && System.nanoTime() - endNs < 0) {
        long beat = timeline.await(seen, BEAT_MS);
        // An event of its own, which the page sees; a comment it would not.
        write(out, beat == seen ? "event: beat\ndata:\n\n" : "data: " + message() + "\n\n");
        seen = beat;
      }
    } catch (IOException | RuntimeException e) {
      // It is gone, or did not read; or there is no message, which whoever asks again is told.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.decrementAndGet();
    }
  }

  private static OutputStream begin(HttpExchange exchange, boolean gzip) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    return gzip ? new GZIPOutputStream(body, BUFFER_BYTES, true) : body;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  int listeners() {
    return listeners.get();
  }

  @Override
  public void close() {
    closed = true;
  }
}
