package io.tidemark.agent.http;

import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Request;
import io.tidemark.agent.record.Work;
import io.tidemark.segment.Column;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request at an HTTP server. Its body is read by one thread at a time; its end may come from
 * any thread.
 *
 * <p>Behind a router it has no name at first: what it causes until then is charged to a {@link
 * Ledger#prelude} on the row of the mapping, and the request itself begins where its name is known.
 */
final class HttpCall implements Work {
  private static final VarHandle BEGUN;
  private static final VarHandle SETTLED;
  // Another thread takes a microsecond to begin what this one ends.
  private static final int MAX_SPINS = 100_000;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BEGUN = lookup.findVarHandle(HttpCall.class, "begun", boolean.class);
      SETTLED = lookup.findVarHandle(HttpCall.class, "settled", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Ledger ledger;
  private final HttpServer server;
  private final String client;
  private final long startNs = System.nanoTime();
  private final String query;
  private final String bodyType;
  private HttpHandler handler;
  private @Nullable BodyScanner body;
  private boolean typed;
  private long queryItems = BodyScanner.UNKNOWN;
  private long countedItems;
  private long bytes;
  private long countedBytes;
  private volatile @Nullable Request request;
  private @Nullable Request prelude;
  private volatile boolean thrown;
  private volatile int status;

  @SuppressWarnings("UnusedVariable") // by VarHandle
  private volatile boolean begun;

  @SuppressWarnings("UnusedVariable") // by VarHandle
  private volatile boolean settled;

  /**
   * @param mapping what the request was mapped to
   * @param query what follows the question mark, as it was sent; null for none
   * @param bodyType the content type; null for none
   */
  HttpCall(
      Ledger ledger,
      HttpServer server,
      String client,
      HttpHandler mapping,
      @Nullable String query,
      @Nullable String bodyType) {
    this.ledger = ledger;
    this.server = server;
    this.client = client;
    this.handler = mapping;
    this.query = query == null ? "" : query;
    this.bodyType = bodyType == null ? "" : bodyType;
  }

  /** Whose request it is. */
  HttpServer server() {
    return server;
  }

  @Override
  public Request request() {
    Request known = request;
    if (known != null) {
      return known;
    }
    if (prelude == null) {
      prelude = ledger.prelude(client, handler.index());
    }
    return prelude;
  }

  /** True until {@link #begin}. */
  boolean isNameless() {
    return request == null;
  }

  /** What the request was mapped to, or its handler. */
  HttpHandler handler() {
    return handler;
  }

  /** The handler is known, and is about to do its work; only the first call counts. */
  void begin(HttpHandler found) {
    if (BEGUN.compareAndSet(this, false, true)) {
      handler = found;
      request = ledger.begin(client, found.index(), startNs);
      if (!query.isEmpty()) {
        FormScanner parameters = new FormScanner(found.items());
        parameters.scan(query);
        parameters.end();
        queryItems = parameters.items();
      }
      count();
    }
  }

  /** The service has read a portion of the body. */
  void read(byte[] portion, int offset, int length) {
    bytes += length;
    BodyScanner scanner = scanner();
    if (scanner != null) {
      scanner.scan(portion, offset, length);
    }
    count();
  }

  /** The same, in a buffer that stays as it is. */
  void read(ByteBuffer portion, int offset, int length) {
    bytes += length;
    BodyScanner scanner = scanner();
    if (scanner != null) {
      scanner.scan(portion, offset, length);
    }
    count();
  }

  /** The service has read one byte of the body. */
  void read(int next) {
    bytes++;
    BodyScanner scanner = scanner();
    if (scanner != null && scanner.wantsMore()) {
      scanner.accept(next);
    }
    count();
  }

  private @Nullable BodyScanner scanner() {
    if (body == null && !typed) {
      typed = true;
      String type = bodyType.toLowerCase(Locale.ROOT);
      if (type.contains("json")) {
        body = new JsonScanner(handler.items());
      } else if (type.startsWith("application/x-www-form-urlencoded")) {
        body = new FormScanner(handler.items());
      }
    }
    return body;
  }

  /** The service has read the body to its end. */
  void readAll() {
    if (request != null) {
      settle();
    }
  }

  // At once, so that a huge request shows while it is read.
  private void count() {
    Request known = request;
    if (known != null) {
      long more = Math.max(0, items() - countedItems);
      countedItems += more;
      known.add(more, bytes - countedBytes);
      countedBytes = bytes;
    }
  }

  private long items() {
    return Math.max(queryItems, body == null ? BodyScanner.UNKNOWN : body.items());
  }

  private void settle() {
    Request known = request;
    if (known != null && SETTLED.compareAndSet(this, false, true)) {
      if (body != null) {
        body.end();
        count();
      }
      if (items() == BodyScanner.UNKNOWN) {
        known.add(1, 0);
      }
      known.complete();
    }
  }

  /** Whether an exception has got out of the handler, as it looks by now. */
  void thrown(boolean escaped) {
    thrown = escaped;
  }

  /** See {@link #thrown(boolean)}. */
  boolean thrown() {
    return thrown;
  }

  /** The status that the service has sent, where the server is not asked for it at the end. */
  void status(int sent) {
    status = sent;
  }

  /** See {@link #status(int)}. */
  int status() {
    return status;
  }

  /** The response is complete, or will never be; only the first end counts. */
  void end(@Nullable Column error) {
    begin(handler);
    for (int i = 0; request == null && i < MAX_SPINS; i++) {
      Thread.onSpinWait();
    }
    settle();
    Request ended = request;
    if (ended != null) {
      ended.end(error);
    }
  }
}
