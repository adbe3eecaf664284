package io.tidemark.bench;

import com.google.protobuf.FieldMask;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;

/** The one method of the compared server: a batch of names in, one name out. */
final class EchoCall {
  static final String SERVICE = "bench.Echo";

  /** A well-known message with a repeated field: no code needs to be generated. */
  static final MethodDescriptor<FieldMask, FieldMask> METHOD =
      MethodDescriptor.<FieldMask, FieldMask>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Call"))
          .setRequestMarshaller(ProtoUtils.marshaller(FieldMask.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(FieldMask.getDefaultInstance()))
          .build();

  static final Metadata.Key<String> CLIENT =
      Metadata.Key.of("x-client-id", Metadata.ASCII_STRING_MARSHALLER);

  private EchoCall() {}
}
