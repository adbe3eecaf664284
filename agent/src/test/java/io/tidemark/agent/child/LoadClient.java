package io.tidemark.agent.child;

import com.google.protobuf.FieldMask;
import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A client of {@link BusyService} in another process, which keeps its own count. */
public final class LoadClient implements AutoCloseable {
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);

  private final ManagedChannel channel;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;

  public LoadClient(int port) {
    this.channel = Transport.of("NETTY").client(port).build();
  }

  /** Sends requests as a client of a name, one after the other; each has two paths. */
  public void send(String client, int requests) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("x-client-id", Metadata.ASCII_STRING_MARSHALLER), client);
    var named =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    FieldMask request = FieldMask.newBuilder().addPaths(client).addPaths("b").build();
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(2, TimeUnit.MINUTES);
    for (int i = 0; i < requests; i++) {
      StringValue answer = ClientCalls.blockingUnaryCall(named, PostsService.GET, options, request);
      if (!answer.getValue().equals(client + 2)) {
        throw new IllegalStateException("answered: " + answer);
      }
    }
  }

  /** Begins to send requests in the background, until this is closed. */
  public void keepSending(String client, int concurrency) {
    for (int i = 0; i < concurrency; i++) {
      Thread thread = new Thread(() -> sendUntilStopped(client), client);
      threads.add(thread);
      thread.start();
    }
  }

  private void sendUntilStopped(String client) {
    try {
      while (!stopped) {
        send(client, 1);
        answered.incrementAndGet();
        LockSupport.parkNanos(PAUSE_NS);
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /** How many requests in the background were answered as they should be. */
  public int answered() {
    return answered.get();
  }

  /** The first request in the background that failed. */
  public @Nullable Throwable failure() {
    return failure.get();
  }

  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channel.shutdownNow();
  }
}
