package io.tidemark.agent.grpc;

import io.tidemark.agent.items.MessageShape;
import io.tidemark.agent.record.Request;
import io.tidemark.agent.record.Work;
import io.tidemark.segment.Column;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One call at a gRPC server. grpc-java delivers the messages of a call one after the other; its end
 * may come from any thread.
 */
final class GrpcCall implements Work {
  private final Request request;
  private final GrpcMethod method;
  private boolean counted;
  // An interceptor asked for messages as bytes: its own parsing of them follows.
  private boolean raw;
  private boolean received;

  GrpcCall(Request request, GrpcMethod method) {
    this.request = request;
    this.method = method;
  }

  @Override
  public Request request() {
    return request;
  }

  // Its message, and then the end of its messages, come one right after the other.
  @Override
  public boolean continues() {
    return method.singleMessage() && !received;
  }

  /**
   * A message was parsed.
   *
   * @param bytes as it came, uncompressed; negative when not known
   */
  void message(Object message, long bytes) throws Throwable {
    if (message instanceof InputStream) {
      settle();
      raw = true;
      request.add(0, Math.max(0, bytes));
    } else if (raw) {
      raw = false;
      count(method.items().count(message), 0);
    } else if (!counted || !method.singleMessage()) {
      // Anything more in a call of a single message is the service's own parsing.
      long size = bytes >= 0 ? bytes : MessageShape.of(message.getClass()).bytes(message);
      count(method.items().count(message), size);
    }
  }

  /** The client sends no more messages. */
  void halfClosed() {
    received = true;
    settle();
    if (!method.singleMessage()) {
      request.complete(); // a single message may come even after this, and completes by itself
    }
  }

  /** The call ends. */
  void end(@Nullable Column error) {
    settle();
    request.end(error);
  }

  // Bytes that nobody parsed are one item.
  private void settle() {
    if (raw) {
      raw = false;
      count(1, 0);
    }
  }

  private void count(long items, long bytes) {
    counted = true;
    if (method.singleMessage()) {
      request.add(items, bytes);
      request.complete();
    } else {
      request.add(Math.max(1, items), bytes);
    }
  }
}
