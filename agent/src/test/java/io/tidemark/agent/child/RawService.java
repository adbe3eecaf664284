package io.tidemark.agent.child;

import com.google.protobuf.FieldMask;
import com.google.protobuf.StringValue;
import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/** A service behind interceptors that ask for messages as bytes, as proxies and loggers do. */
final class RawService {
  static final MethodDescriptor<FieldMask, StringValue> GET =
      MethodDescriptor.<FieldMask, StringValue>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("test.Raw/Get")
          .setRequestMarshaller(ProtoUtils.marshaller(FieldMask.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
          .build();

  private RawService() {}

  static ServerServiceDefinition definition() {
    return ServerInterceptors.useInputStreamMessages(
        ServerServiceDefinition.builder("test.Raw")
            .addMethod(GET, ServerCalls.asyncUnaryCall(RawService::get))
            .build());
  }

  static void call(Client client, int paths) {
    client.call(GET, paths);
  }

  private static void get(FieldMask request, StreamObserver<StringValue> answers) {
    answers.onNext(StringValue.of("raw"));
    answers.onCompleted();
  }
}
