package io.tidemark.agent.grpc;

import io.tidemark.agent.hold.PerClass;
import io.tidemark.segment.Column;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Reads gRPC's {@code Status}. */
final class GrpcStatus {
  private static final PerClass<MethodHandle> CODES =
      new PerClass<>() {
        @Override
        protected MethodHandle compute(Class<?> status) {
          try {
            return codeOf(status);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        }
      };

  private static final PerClass<MethodHandle> CAUSES =
      new PerClass<>() {
        @Override
        protected MethodHandle compute(Class<?> status) {
          try {
            return MethodHandles.publicLookup()
                .findVirtual(status, "getCause", MethodType.methodType(Throwable.class))
                .asType(MethodType.methodType(Throwable.class, Object.class));
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        }
      };

  private GrpcStatus() {}

  /** What the service says caused a status; null for nothing. */
  static @Nullable Throwable cause(Object status) throws Throwable {
    return (@Nullable Throwable) CAUSES.get(status.getClass()).invokeExact(status);
  }

  /** The column that counts a status, null for OK. */
  static @Nullable Column error(Object status) throws Throwable {
    int code = (int) CODES.get(status.getClass()).invokeExact(status);
    return code == 0 ? null : Column.ofGrpcCode(code);
  }

  /** The column of the status that gRPC makes of a failure. */
  static Column error(Throwable failure, ClassLoader grpc) throws Throwable {
    Class<?> type = Class.forName("io.grpc.Status", true, grpc);
    Object status = type.getMethod("fromThrowable", Throwable.class).invoke(null, failure);
    Column error = error(status);
    return error == null ? Column.ERROR_UNKNOWN : error;
  }

  // status.getCode().value()
  private static MethodHandle codeOf(Class<?> status) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    Class<?> code = Class.forName("io.grpc.Status$Code", true, status.getClassLoader());
    return MethodHandles.filterReturnValue(
            lookup.findVirtual(status, "getCode", MethodType.methodType(code)),
            lookup.findVirtual(code, "value", MethodType.methodType(int.class)))
        .asType(MethodType.methodType(int.class, Object.class));
  }
}
