package io.tidemark.agent.http;

import io.tidemark.agent.client.ClientSource;
import io.tidemark.agent.http.HttpHandler.Place;
import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Slot;
import io.tidemark.segment.Column;
import io.tidemark.segment.RpcSystem;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What advice in HTTP servers tells, charged to the ledger. Thread-safe; takes no lock but at the
 * first sight of a handler. What it throws is the bridge's to count.
 */
public final class HttpRecorder {
  // More handlers than any service has: whatever names them must not fill the heap.
  private static final int MAX_HANDLERS = 4096;
  // gRPC inside a servlet is gRPC's to count.
  private static final String GRPC = "application/grpc";
  private static final String ROUTE =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";
  private static final String ERROR_PAGE = "ERROR";

  private final Ledger ledger;
  private final HttpClient client;
  private final Map<String, String> items;
  private final HttpCalls calls = new HttpCalls();
  private final ConcurrentHashMap<Place, HttpHandler> handlers = new ConcurrentHashMap<>();
  private final HttpServers servers;

  /**
   * @param sources where a client's name may be found, in order
   * @param items by the name of a handler: the field or parameter whose items count
   */
  public HttpRecorder(Ledger ledger, List<ClientSource> sources, Map<String, String> items) {
    this.ledger = ledger;
    this.client = new HttpClient(sources);
    this.items = items;
    this.servers = new HttpServers(ledger);
  }

  /**
   * This thread begins to work for a request, or works for it again.
   *
   * @param key what the server knows it by; null when the request says
   */
  public void entered(Object request, @Nullable Object key) throws Throwable {
    HttpServer server = servers.of(request);
    if (server == null) {
      return;
    }
    Object known = key == null ? server.key(request) : key;
    if (known == null) {
      return;
    }
    HttpCall call = calls.get(known);
    if (call == null) {
      call = start(server, request);
      if (call == null || !calls.put(known, call)) {
        return;
      }
      if (!call.handler().routed()) {
        call.begin(call.handler());
      }
    }
    Slot.current().work(call);
  }

  private @Nullable HttpCall start(HttpServer server, Object request) throws Throwable {
    Object head = server.head(request);
    String type = server.header(head, "content-type");
    if (type != null && type.startsWith(GRPC)) {
      return null;
    }
    Place place =
        new Place(
            HttpName.method(server.method(head)), server.context(head), server.pattern(head), null);
    HttpHandler mapping = handlers.get(place);
    if (mapping == null) {
      mapping = remember(place, server.routed(head));
    }
    String name = client.name(server, request, head);
    return new HttpCall(ledger, server, name, mapping, server.query(head), type);
  }

  private HttpHandler remember(Place place, boolean routed) {
    String name = place.name();
    HttpHandler handler =
        new HttpHandler(
            ledger.handler(RpcSystem.HTTP, name), place, items.getOrDefault(name, ""), routed);
    if (handlers.size() < MAX_HANDLERS) {
      handlers.put(place, handler);
    }
    return handler;
  }

  /** This thread works again for a request that it left, if that is one. */
  public void resumed(Object key) {
    HttpCall call = calls.get(key);
    if (call != null) {
      Slot.current().work(call);
    }
  }

  /** Spring looked for the handler of a request: its pattern, if it has one, names the request. */
  public void routed(Object request) throws Throwable {
    Slot slot = Slot.current();
    if (slot.work() instanceof HttpCall call && call.isNameless()) {
      ServletApi api = servers.apiOf(request);
      boolean forErrorPage = api == null || api.dispatcherType(request).equals(ERROR_PAGE);
      Object route = api == null || forErrorPage ? null : api.attribute(request, ROUTE);
      call.begin(
          route instanceof String pattern ? routed(call.handler(), pattern) : call.handler());
      slot.work(call); // what it uses from now on is the request's own
    }
  }

  private HttpHandler routed(HttpHandler mapping, String route) {
    Place place = mapping.place().routedTo(route);
    HttpHandler known = handlers.get(place);
    return known == null ? remember(place, false) : known;
  }

  /** A portion of a body was read: an array or a buffer, whose bytes stay as they are. */
  public void read(Object key, @Nullable Object portion, int offset, int length) {
    HttpCall call = calls.get(key);
    if (call == null || length == 0) {
      return;
    }
    if (length < 0) {
      call.readAll();
    } else if (portion instanceof byte[] bytes) {
      call.read(bytes, offset, length);
    } else if (portion instanceof ByteBuffer bytes) {
      call.read(bytes, offset < 0 ? bytes.position() : offset, length);
    }
  }

  /** One byte of a body was read; negative at its end. */
  public void read(Object key, int next) {
    HttpCall call = calls.get(key);
    if (call != null && next >= 0) {
      call.read(next);
    } else if (call != null) {
      call.readAll();
    }
  }

  /** A portion of a body was read, in the form of Jetty's core. */
  public void readChunk(Object key, Object chunk) throws Throwable {
    HttpCall call = calls.get(key);
    ByteBuffer bytes = call == null ? null : servers.bytesOf(chunk);
    if (call != null && bytes != null) {
      call.read(bytes, bytes.position(), bytes.remaining());
    }
  }

  /** The service has sent a status, which its server does not tell at the end. */
  public void responded(Object key, int status) {
    HttpCall call = calls.get(key);
    if (call != null) {
      call.status(status);
    }
  }

  /**
   * An exception got out of the handler.
   *
   * @param key null for this thread's request
   * @param escapes false when a filter around the handler caught it
   */
  public void threw(@Nullable Object key, boolean escapes) {
    Object call = key == null ? Slot.current().work() : calls.get(key);
    if (call instanceof HttpCall known) {
      known.thrown(escapes);
    }
  }

  /** The server drops this thread's request if an exception escaped from its handler. */
  public void dropped(Object key) {
    HttpCall call = calls.get(key);
    if (call != null && call.thrown()) {
      calls.take(key);
      call.end(HttpStatus.error(0, true));
    }
  }

  /**
   * The response of a request is complete, or will never be.
   *
   * @param key what the server knows it by; null when the request says
   */
  public void ended(Object request, @Nullable Object key) throws Throwable {
    Object known = key;
    if (known == null) {
      HttpServer server = servers.of(request);
      if (server == null) {
        return;
      }
      known = server.key(request);
    }
    HttpCall call = known == null ? null : calls.take(known);
    if (call != null) {
      HttpServer server = call.server();
      Column error = HttpStatus.error(server.status(request, call), server.thrown(request, call));
      if (error != null && server.failure(request) instanceof Throwable failure) {
        ledger.threw(failure);
      }
      call.end(error);
    }
  }
}
