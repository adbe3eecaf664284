package io.tidemark.agent.bridge;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What advice calls: the one class of the agent on the bootstrap loader, where every class of the
 * service can see it. The build moves it to {@code java.lang}, whose classes even loaders that
 * delegate nothing else take from there.
 *
 * <p>Its signatures name only types of {@code java.base}. Until the agent installs the
 * implementation every call does nothing. No call throws.
 */
public abstract class TidemarkBridge {
  private static volatile @Nullable TidemarkBridge installed;

  /** For the agent only. */
  protected TidemarkBridge() {}

  /** Puts the implementation in its place. */
  public static void install(TidemarkBridge bridge) {
    installed = bridge;
  }

  /**
   * A gRPC server has made a call from a client's headers.
   *
   * @param call {@code ServerCallImpl}
   * @param stream {@code ServerStream}
   * @param method {@code MethodDescriptor}
   * @param headers {@code Metadata}
   * @return the request to charge, which the call keeps
   */
  public static @Nullable Object grpcStarted(
      Object call, Object stream, Object method, Object headers) {
    TidemarkBridge bridge = installed;
    return bridge == null ? null : bridge.onGrpcStarted(call, stream, method, headers);
  }

  /**
   * The server could not start a call: its handler, or an interceptor, threw.
   *
   * @param parameters {@code ServerCallParameters}, which holds the call; something else before
   *     grpc-java 1.40
   */
  public static void grpcStartFailed(Object parameters, Throwable failure) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onGrpcStartFailed(parameters, failure);
    }
  }

  /** A gRPC call ends, with a {@code Status}. */
  public static void grpcEnded(@Nullable Object request, Object status) {
    TidemarkBridge bridge = installed;
    if (bridge != null && request != null) {
      bridge.onGrpcEnded(request, status);
    }
  }

  /** The client of a gRPC call sends no more messages. */
  public static void grpcHalfClosed(@Nullable Object request) {
    TidemarkBridge bridge = installed;
    if (bridge != null && request != null) {
      bridge.onGrpcHalfClosed(request);
    }
  }

  /**
   * From now on this thread works for a request.
   *
   * @return what {@link #leave} must be given: the request that it worked for before
   */
  public static @Nullable Object enter(@Nullable Object request) {
    TidemarkBridge bridge = installed;
    return bridge == null ? null : bridge.onEnter(request);
  }

  /**
   * This thread works again for the request that it worked for before.
   *
   * @param failure what the service threw, null if it did not
   */
  public static void leave(@Nullable Object before, @Nullable Throwable failure) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onLeave(before, failure);
    }
  }

  /**
   * A message of the thread's request is about to be parsed.
   *
   * @param knownLength the stream knows how long it is
   * @return its bytes, or -1 when they are not known
   */
  public static long messageBytes(InputStream stream, boolean knownLength) {
    TidemarkBridge bridge = installed;
    return bridge == null ? -1 : bridge.onMessageBytes(stream, knownLength);
  }

  /** A message of the thread's request was parsed. */
  public static void message(@Nullable Object message, long bytes) {
    TidemarkBridge bridge = installed;
    if (bridge != null && message != null) {
      bridge.onMessage(message, bytes);
    }
  }

  /**
   * A configured method begins.
   *
   * @param handler index of its handler in the ledger
   * @param client the argument that names the client, or null
   * @param batch the argument whose size is the number of items, or null
   * @return what {@link #methodLeft} must be given
   */
  public static @Nullable Object methodEntered(
      int handler, @Nullable Object client, @Nullable Object batch) {
    TidemarkBridge bridge = installed;
    return bridge == null ? null : bridge.onMethodEntered(handler, client, batch);
  }

  /** A configured method ends, with a result or a failure. */
  public static void methodLeft(
      @Nullable Object call, @Nullable Object result, @Nullable Throwable failure) {
    TidemarkBridge bridge = installed;
    if (bridge != null && call != null) {
      bridge.onMethodLeft(call, result, failure);
    }
  }

  /** Advice failed, which must not show in the service. */
  public static void failed(Throwable failure) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onFailure(failure);
    }
  }

  /** See {@link #grpcStarted}. */
  protected abstract @Nullable Object onGrpcStarted(
      Object call, Object stream, Object method, Object headers);

  /** See {@link #grpcStartFailed}. */
  protected abstract void onGrpcStartFailed(Object parameters, Throwable failure);

  /** See {@link #grpcEnded}. */
  protected abstract void onGrpcEnded(Object request, Object status);

  /** See {@link #grpcHalfClosed}. */
  protected abstract void onGrpcHalfClosed(Object request);

  /** See {@link #enter}. */
  protected abstract @Nullable Object onEnter(@Nullable Object request);

  /** See {@link #leave}. */
  protected abstract void onLeave(@Nullable Object before, @Nullable Throwable failure);

  /** See {@link #messageBytes}. */
  protected abstract long onMessageBytes(InputStream stream, boolean knownLength);

  /** See {@link #message}. */
  protected abstract void onMessage(Object message, long bytes);

  /** See {@link #methodEntered}. */
  protected abstract @Nullable Object onMethodEntered(
      int handler, @Nullable Object client, @Nullable Object batch);

  /** See {@link #methodLeft}. */
  protected abstract void onMethodLeft(
      Object call, @Nullable Object result, @Nullable Throwable failure);

  /** See {@link #failed}. */
  protected abstract void onFailure(Throwable failure);
}
