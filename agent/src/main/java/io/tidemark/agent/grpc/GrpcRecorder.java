package io.tidemark.agent.grpc;

import io.tidemark.agent.client.ClientSource;
import io.tidemark.agent.hold.PerClass;
import io.tidemark.agent.hold.SideTable;
import io.tidemark.agent.items.ItemCounter;
import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Slot;
import io.tidemark.segment.Column;
import io.tidemark.segment.RpcSystem;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What advice in gRPC's classes tells, charged to the ledger. Thread-safe; takes no lock but at the
 * first sight of a method. What it throws is the bridge's to count.
 */
public final class GrpcRecorder {
  // More methods than any service has: a server that answers to any name must not fill the heap.
  private static final int MAX_METHODS = 4096;
  private static final int PLACES_OF_CALLS = 1 << 13;

  private final Ledger ledger;
  private final Map<String, ItemCounter> items;
  private final ConcurrentHashMap<String, GrpcMethod> methods = new ConcurrentHashMap<>();
  private final PerClass<Optional<GrpcServer>> servers;
  // Beside the call and not in a field of it: no field can be added to a class that is loaded, nor
  // taken away again.
  private final SideTable<GrpcCall> calls = new SideTable<>(PLACES_OF_CALLS);

  /**
   * @param sources where a client's name may be found, in order
   * @param items by the full name of a method: how its messages are counted, other than by their
   *     largest repeated field
   */
  public GrpcRecorder(Ledger ledger, List<ClientSource> sources, Map<String, ItemCounter> items) {
    this.ledger = ledger;
    this.items = items;
    this.servers =
        new PerClass<>() {
          @Override
          protected Optional<GrpcServer> compute(Class<?> callClass) {
            try {
              return Optional.of(new GrpcServer(new GrpcAccess(callClass), sources));
            } catch (ReflectiveOperationException e) {
              ledger.failed(); // once; a failure at each request would be dear
              return Optional.empty();
            }
          }
        };
  }

  /** A call was made; it counts unless gRPC is not as we know it. */
  public void started(Object call, Object stream, Object method, Object headers) throws Throwable {
    GrpcServer server = servers.get(call.getClass()).orElse(null);
    if (server == null) {
      return;
    }
    GrpcMethod known = method(server.access(), method);
    GrpcCall started =
        new GrpcCall(ledger.begin(server.client(stream, headers), known.handler()), known);
    calls.put(call, started);
    Slot.current().starting(started);
  }

  /** What a call is to this recorder; null when it was not told that the call was made. */
  public @Nullable Object request(Object call) {
    return calls.get(call);
  }

  /** The last that is heard of a call. */
  public void closed(Object call, Object status) throws Throwable {
    GrpcCall known = calls.take(call);
    if (known != null) {
      known.end(GrpcStatus.error(status));
    }
  }

  private GrpcMethod method(GrpcAccess access, Object method) throws Throwable {
    String name = access.methodName(method);
    GrpcMethod known = methods.get(name);
    if (known == null) {
      known =
          new GrpcMethod(
              ledger.handler(RpcSystem.GRPC, name),
              access.singleMessage(method),
              items.getOrDefault(name, ItemCounter.LARGEST));
      if (methods.size() < MAX_METHODS) {
        methods.put(name, known);
      }
    }
    return known;
  }

  /** The server dropped a call that it could not start. */
  public void startFailed(Object parameters, Throwable failure) throws Throwable {
    ledger.threw(failure);
    if (callOf(parameters) instanceof GrpcCall call) {
      call.end(GrpcStatus.error(failure, parameters.getClass().getClassLoader()));
    }
  }

  // Since grpc-java 1.40 a call may be made on one thread and started on another, and is in the
  // parameters. Before, it was made by the method that failed, on this thread.
  private @Nullable Object callOf(Object parameters) throws ReflectiveOperationException {
    if (!parameters.getClass().getSimpleName().equals("ServerCallParameters")) {
      return Slot.current().starting();
    }
    Field field = parameters.getClass().getDeclaredField("call");
    field.setAccessible(true);
    Object call = field.get(parameters);
    return call == null ? null : calls.take(call);
  }

  /** The client sends no more. */
  public void halfClosed(Object call) {
    ((GrpcCall) call).halfClosed();
  }

  /** The call ends with a status; only the first end counts. */
  public void ended(Object call, Object status) throws Throwable {
    Column error = GrpcStatus.error(status);
    if (error != null) {
      ledger.threw(GrpcStatus.cause(status)); // caught by the service, and told the client
    }
    ((GrpcCall) call).end(error);
  }

  /**
   * The service threw while it worked for a call. grpc-java then closes the stream with UNKNOWN by
   * itself, past the call, and afterwards tells the call that the stream was closed with OK.
   */
  public void failed(Object call) {
    ((GrpcCall) call).end(Column.ERROR_UNKNOWN);
  }

  /** Bytes of the message that is about to be parsed for the thread's call; -1 if not known. */
  public long messageBytes(InputStream stream, boolean knownLength) throws IOException {
    return knownLength && Slot.current().work() instanceof GrpcCall ? stream.available() : -1;
  }

  /** A message was parsed; it counts if the thread works for a call. */
  public void message(Object message, long bytes) throws Throwable {
    if (Slot.current().work() instanceof GrpcCall call) {
      call.message(message, bytes);
    }
  }
}
