package io.tidemark.agent.grpc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * The methods of one class loader's gRPC that the agent calls, looked up once. Each handle takes
 * its object as an {@code Object}, since the agent cannot see gRPC's types.
 */
final class GrpcAccess {
  private final ClassLoader loader;
  private final MethodHandle methodName;
  private final MethodHandle methodType;
  private final MethodHandle singleMessage;
  private final MethodHandle attributes;
  private final MethodHandle remoteAddress;
  private final MethodHandle sslSession;

  GrpcAccess(Class<?> callClass) throws ReflectiveOperationException {
    this.loader = callClass.getClassLoader();
    Class<?> method = type("io.grpc.MethodDescriptor");
    Class<?> methodTypes = type("io.grpc.MethodDescriptor$MethodType");
    this.methodName = getter(method, "getFullMethodName", String.class, String.class);
    this.methodType = getter(method, "getType", methodTypes, Object.class);
    this.singleMessage = getter(methodTypes, "clientSendsOneMessage", boolean.class, boolean.class);
    this.attributes =
        getter(
            type("io.grpc.internal.ServerStream"),
            "getAttributes",
            type("io.grpc.Attributes"),
            Object.class);
    this.remoteAddress = attribute("TRANSPORT_ATTR_REMOTE_ADDR");
    this.sslSession = attribute("TRANSPORT_ATTR_SSL_SESSION");
  }

  String methodName(Object method) throws Throwable {
    return (String) methodName.invokeExact(method);
  }

  boolean singleMessage(Object method) throws Throwable {
    Object type = (Object) methodType.invokeExact(method);
    return (boolean) singleMessage.invokeExact(type);
  }

  /** Attributes of a stream's connection. */
  Object attributes(Object stream) throws Throwable {
    return (Object) attributes.invokeExact(stream);
  }

  @Nullable Object remoteAddress(Object attributes) throws Throwable {
    return (Object) remoteAddress.invokeExact(attributes);
  }

  @Nullable Object sslSession(Object attributes) throws Throwable {
    return (Object) sslSession.invokeExact(attributes);
  }

  /** A handle that gives the last value of a header, {@code (Object)Object}. */
  MethodHandle header(String name) throws ReflectiveOperationException {
    Class<?> metadata = type("io.grpc.Metadata");
    Class<?> keyType = type("io.grpc.Metadata$Key");
    Class<?> marshaller = type("io.grpc.Metadata$AsciiMarshaller");
    Object text = metadata.getField("ASCII_STRING_MARSHALLER").get(null);
    Object key = keyType.getMethod("of", String.class, marshaller).invoke(null, name, text);
    return bound(metadata, keyType, key);
  }

  private MethodHandle attribute(String constant) throws ReflectiveOperationException {
    Field field = type("io.grpc.Grpc").getField(constant);
    return bound(type("io.grpc.Attributes"), type("io.grpc.Attributes$Key"), field.get(null));
  }

  // container.get(key), with the key bound.
  private static MethodHandle bound(Class<?> container, Class<?> keyType, Object key)
      throws ReflectiveOperationException {
    MethodHandle get =
        MethodHandles.publicLookup()
            .findVirtual(container, "get", MethodType.methodType(Object.class, keyType));
    return MethodHandles.insertArguments(get, 1, key)
        .asType(MethodType.methodType(Object.class, Object.class));
  }

  private static MethodHandle getter(
      Class<?> owner, String name, Class<?> returned, Class<?> seenAs)
      throws ReflectiveOperationException {
    return MethodHandles.publicLookup()
        .findVirtual(owner, name, MethodType.methodType(returned))
        .asType(MethodType.methodType(seenAs, Object.class));
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, true, loader);
  }
}
