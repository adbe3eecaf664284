package io.tidemark.agent.child;

import com.google.protobuf.FieldMask;
import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;

/** A client of {@link PostsService} with headers of its own. */
final class Client {
  private final Channel channel;
  private final CallOptions options;

  private Client(Channel channel, CallOptions options) {
    this.channel = channel;
    this.options = options;
  }

  static Client of(Channel channel) {
    return new Client(channel, CallOptions.DEFAULT);
  }

  Client with(String header, String value) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER), value);
    return new Client(
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
        options);
  }

  Client compressed() {
    return new Client(channel, options.withCompression("gzip"));
  }

  /** Calls {@code Get} with as many paths, each of one byte. */
  void get(int paths) {
    call(PostsService.GET, paths);
  }

  /** The same with another unary method. */
  void call(MethodDescriptor<FieldMask, StringValue> method, int paths) {
    StringValue answer = ClientCalls.blockingUnaryCall(channel, method, options, message(paths));
    if (answer == null) {
      throw new IllegalStateException("no answer");
    }
  }

  /** Calls {@code Get} with an order that fails, and checks how. */
  void fails(String order, Status.Code expected) {
    FieldMask request = FieldMask.newBuilder().addPaths(order).build();
    try {
      StringValue answer =
          ClientCalls.blockingUnaryCall(channel, PostsService.GET, options, request);
      throw new IllegalStateException("answered: " + answer);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != expected) {
        throw e;
      }
    }
  }

  /** Calls {@code Get} in a way that is never answered. */
  ClientCall<FieldMask, StringValue> hang() {
    ClientCall<FieldMask, StringValue> call = channel.newCall(PostsService.GET, options);
    FieldMask request = FieldMask.newBuilder().addPaths("hang").build();
    ClientCalls.asyncUnaryCall(call, request, new Ending());
    return call;
  }

  /** Reads a stream of answers to its end. */
  void watch(int paths) {
    ClientCalls.blockingServerStreamingCall(channel, PostsService.WATCH, options, message(paths))
        .forEachRemaining(answer -> {});
  }

  /** Sends a stream of messages, each with as many paths, and waits for the end of the answers. */
  void stream(MethodDescriptor<FieldMask, StringValue> method, int... paths)
      throws InterruptedException {
    ClientCall<FieldMask, StringValue> call = channel.newCall(method, options);
    Ending ending = new Ending();
    StreamObserver<FieldMask> messages =
        method == PostsService.CHAT
            ? ClientCalls.asyncBidiStreamingCall(call, ending)
            : ClientCalls.asyncClientStreamingCall(call, ending);
    for (int count : paths) {
      messages.onNext(message(count));
    }
    messages.onCompleted();
    ending.latch.await();
  }

  private static FieldMask message(int paths) {
    return FieldMask.newBuilder().addAllPaths(Collections.nCopies(paths, "p")).build();
  }

  private static final class Ending implements StreamObserver<StringValue> {
    private final CountDownLatch latch = new CountDownLatch(1);

    @Override
    public void onNext(StringValue answer) {}

    @Override
    public void onError(Throwable failure) {
      latch.countDown();
    }

    @Override
    public void onCompleted() {
      latch.countDown();
    }
  }
}
