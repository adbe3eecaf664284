package io.tidemark.agent.child;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;

/**
 * A gRPC service in the shape of a data plane's: requests are batches of paths. What the first path
 * says, it does: {@code fail:<code>}, {@code throw}, {@code starve}, {@code starve:told} or {@code
 * hang}.
 */
final class PostsService {
  static final MethodDescriptor<FieldMask, StringValue> GET = method("Get", MethodType.UNARY);
  static final MethodDescriptor<FieldMask, StringValue> PUT =
      method("Put", MethodType.CLIENT_STREAMING);
  static final MethodDescriptor<FieldMask, StringValue> WATCH =
      method("Watch", MethodType.SERVER_STREAMING);
  static final MethodDescriptor<FieldMask, StringValue> CHAT =
      method("Chat", MethodType.BIDI_STREAMING);

  private final CountDownLatch hanging = new CountDownLatch(2);
  private final CountDownLatch cancelled = new CountDownLatch(1);

  ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder("test.Posts")
        .addMethod(GET, ServerCalls.asyncUnaryCall(this::get))
        .addMethod(PUT, ServerCalls.asyncClientStreamingCall(answers -> new Echo(answers, false)))
        .addMethod(WATCH, ServerCalls.asyncServerStreamingCall(this::get))
        .addMethod(CHAT, ServerCalls.asyncBidiStreamingCall(answers -> new Echo(answers, true)))
        .build();
  }

  /** Returns when the service has seen the cancellation of one of its two hanging calls. */
  void awaitCancelled() throws InterruptedException {
    cancelled.await();
  }

  /** Returns when both calls that are to hang have reached the service. */
  void awaitHanging() throws InterruptedException {
    hanging.await();
  }

  private void get(FieldMask request, StreamObserver<StringValue> answers) {
    String order = request.getPathsCount() == 0 ? "" : request.getPaths(0);
    if (order.startsWith("fail:")) {
      Status.Code code = Status.Code.valueOf(order.substring("fail:".length()));
      answers.onError(code.toStatus().asRuntimeException());
    } else if (order.equals("throw")) {
      throw new IllegalStateException("as asked for");
    } else if (order.equals("starve")) {
      throw new OutOfMemoryError("as asked for");
    } else if (order.equals("starve:told")) {
      OutOfMemoryError caught = new OutOfMemoryError("as asked for");
      answers.onError(Status.RESOURCE_EXHAUSTED.withCause(caught).asRuntimeException());
    } else if (order.equals("hang")) {
      ((ServerCallStreamObserver<StringValue>) answers).setOnCancelHandler(cancelled::countDown);
      hanging.countDown();
    } else {
      answers.onNext(StringValue.of(order));
      answers.onCompleted();
    }
  }

  /** Answers each message, or only the last one. */
  private record Echo(StreamObserver<StringValue> answers, boolean each)
      implements StreamObserver<FieldMask> {
    @Override
    public void onNext(FieldMask message) {
      if (each) {
        answers.onNext(StringValue.of("part"));
      }
    }

    @Override
    public void onError(Throwable failure) {
      // The client went away.
    }

    @Override
    public void onCompleted() {
      if (!each) {
        answers.onNext(StringValue.of("whole"));
      }
      answers.onCompleted();
    }
  }

  private static MethodDescriptor<FieldMask, StringValue> method(String name, MethodType type) {
    return MethodDescriptor.<FieldMask, StringValue>newBuilder()
        .setType(type)
        .setFullMethodName("test.Posts/" + name)
        .setRequestMarshaller(marshaller(FieldMask.getDefaultInstance()))
        .setResponseMarshaller(marshaller(StringValue.getDefaultInstance()))
        .build();
  }

  private static <T extends Message> MethodDescriptor.Marshaller<T> marshaller(T prototype) {
    return ProtoUtils.marshaller(prototype);
  }
}
