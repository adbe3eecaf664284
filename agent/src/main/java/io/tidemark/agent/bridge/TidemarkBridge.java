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
  /** A log event of Logback; see {@link #logLeft}. */
  public static final int LOGBACK = 0;

  /** A log event of Log4j 2. */
  public static final int LOG4J = 1;

  /** A log event of {@code java.util.logging}. */
  public static final int JUL = 2;

  /** A write to standard output or standard error; for the agent itself. */
  public static final int CONSOLE = 3;

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

  /**
   * This thread begins to connect a TCP socket.
   *
   * @param socket what stands for the socket as long as it is open
   * @param address {@code InetAddress}
   */
  public static void dialStarted(Object socket, Object address, int port) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onDialStarted(socket, address, port);
    }
  }

  /** The same, to a {@code SocketAddress}. */
  public static void dialStarted(Object socket, Object remote) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onDialStarted(socket, remote);
    }
  }

  /** A connect has succeeded, if its result is positive: it goes on otherwise. */
  public static void dialReturned(int result, Object socket) {
    dialReturned(result > 0, socket);
  }

  /** A connect has succeeded, on this thread or another, or goes on. */
  public static void dialReturned(boolean connected, Object socket) {
    TidemarkBridge bridge = installed;
    if (bridge != null && connected) {
      bridge.onDialSucceeded(socket);
    }
  }

  /** A connect has failed, on this thread or another; of no meaning to a connected socket. */
  public static void dialFailed(Object failure, Object socket) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onDialFailed(failure, socket);
    }
  }

  /**
   * The bind before a connect has failed.
   *
   * @param server true for a bind before a listen, of which nothing is counted
   */
  public static void dialBindFailed(Object failure, boolean server) {
    TidemarkBridge bridge = installed;
    if (bridge != null && !server) {
      bridge.onDialBindFailed(failure);
    }
  }

  /**
   * This thread begins to connect a socket of Netty's native transport.
   *
   * @param remote {@code SocketAddress}
   * @param channel what knows whether the socket is one of TCP
   */
  public static void nettyDialStarted(Object socket, Object remote, Object channel) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onNettyDialStarted(socket, remote, channel);
    }
  }

  /** A bind of Netty's native transport has failed, or a connect, which is told elsewhere. */
  public static void nettyBindFailed(Object failure, Object channel) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onNettyBindFailed(failure, channel);
    }
  }

  /** A socket was read: so many bytes, or -1 at the end of what the peer sends. */
  public static void connectionRead(int bytes, Object socket) {
    if (bytes == -1) {
      connectionBroken(socket);
    }
  }

  /** See {@link #connectionRead(int, Object)}. */
  public static void connectionRead(long bytes, Object socket) {
    if (bytes == -1) {
      connectionBroken(socket);
    }
  }

  /** The peer of a socket has closed its side, or is gone. */
  public static void connectionBroken(Object socket) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onConnectionClosedByPeer(socket);
    }
  }

  /**
   * This thread begins to close a socket that others may be busy with, or closes half of it.
   *
   * @param output false when it is not the half that the peer can see
   */
  public static void connectionShut(Object socket, boolean output) {
    TidemarkBridge bridge = installed;
    if (bridge != null && output) {
      bridge.onConnectionShut(socket);
    }
  }

  /** This thread closes a socket, or any other file that the same code closes. */
  public static void connectionClosed(Object socket) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onConnectionClosed(socket);
    }
  }

  /**
   * This thread begins to write a log event.
   *
   * @return what {@link #logLeft} must be given; 0, for which it must not be called, inside another
   *     event
   */
  public static long logEntered() {
    TidemarkBridge bridge = installed;
    return bridge == null ? 0 : bridge.onLogEntered();
  }

  /**
   * This thread has written a log event.
   *
   * @param source one of the constants
   * @param severity the level's number, or its negation, so that higher is worse
   */
  public static void logLeft(long entered, int source, int severity) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onLogLeft(entered, source, severity);
    }
  }

  /**
   * The log event that this thread writes has passed a filter that {@link #logEntered} precedes.
   */
  public static void logHandled() {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onLogHandled();
    }
  }

  /** This thread begins to write to a {@code FileOutputStream}. */
  public static void consoleEntered(Object stream) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onConsoleEntered(stream);
    }
  }

  /** This thread has written to a {@code FileOutputStream}, or failed to. */
  public static void consoleLeft(Object stream) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onConsoleLeft(stream);
    }
  }

  /**
   * Appenders begin to write a log event that was counted when it was logged.
   *
   * @return whether {@link #appendLeft} must be called
   */
  public static boolean appendEntered() {
    TidemarkBridge bridge = installed;
    return bridge != null && bridge.onAppendEntered();
  }

  /** Appenders have written a log event. */
  public static void appendLeft() {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onAppendLeft();
    }
  }

  /**
   * This thread gives a task to a pool, to run once.
   *
   * @param pool a {@code ForkJoinPool}; null for any other
   */
  public static void taskHandedOver(@Nullable Object task, @Nullable Object pool) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onTaskHandedOver(task, pool);
    }
  }

  /** This thread is about to run a {@code ForkJoinTask} that it did not queue. */
  public static void taskInlined(Object task) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onTaskInlined(task);
    }
  }

  /** This thread begins to run a task. */
  public static void taskBegan(Object task) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onTaskBegan(task);
    }
  }

  /** This thread has run a task, well or not. */
  public static void taskEnded(Object task) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onTaskEnded(task);
    }
  }

  /**
   * A task was taken out of its queue, or refused.
   *
   * @param discarded false when it was not there, and this call does nothing
   */
  public static void taskDiscarded(boolean discarded, @Nullable Object task) {
    TidemarkBridge bridge = installed;
    if (bridge != null && discarded) {
      bridge.onTaskDiscarded(task);
    }
  }

  /** Tasks, in a {@code List}, were taken out of their queue. */
  public static void tasksDiscarded(Object tasks) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onTasksDiscarded(tasks);
    }
  }

  /** This thread is about to start a thread of a pool. */
  public static void workerStarting(@Nullable Object thread) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onWorkerStarting(thread);
    }
  }

  /** This thread is about to start a {@code Thread}. */
  public static void threadStarting(Object thread) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onThreadStarting(thread);
    }
  }

  /** A {@code Thread} ends, or could not be started. */
  public static void threadEnded(Object thread) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onThreadEnded(thread);
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

  /** See {@link #dialStarted(Object, Object, int)}. */
  protected abstract void onDialStarted(Object socket, Object address, int port);

  /** See {@link #dialStarted(Object, Object)}. */
  protected abstract void onDialStarted(Object socket, Object remote);

  /** See {@link #dialReturned(boolean, Object)}. */
  protected abstract void onDialSucceeded(Object socket);

  /** See {@link #dialFailed}. */
  protected abstract void onDialFailed(Object failure, Object socket);

  /** See {@link #dialBindFailed}. */
  protected abstract void onDialBindFailed(Object failure);

  /** See {@link #nettyDialStarted}. */
  protected abstract void onNettyDialStarted(Object socket, Object remote, Object channel);

  /** See {@link #nettyBindFailed}. */
  protected abstract void onNettyBindFailed(Object failure, Object channel);

  /** See {@link #connectionBroken}. */
  protected abstract void onConnectionClosedByPeer(Object socket);

  /** See {@link #connectionShut}. */
  protected abstract void onConnectionShut(Object socket);

  /** See {@link #connectionClosed}. */
  protected abstract void onConnectionClosed(Object socket);

  /** See {@link #logEntered}. */
  protected abstract long onLogEntered();

  /** See {@link #logLeft}. */
  protected abstract void onLogLeft(long entered, int source, int severity);

  /** See {@link #logHandled}. */
  protected abstract void onLogHandled();

  /** See {@link #consoleEntered}. */
  protected abstract void onConsoleEntered(Object stream);

  /** See {@link #consoleLeft}. */
  protected abstract void onConsoleLeft(Object stream);

  /** See {@link #appendEntered}. */
  protected abstract boolean onAppendEntered();

  /** See {@link #appendLeft}. */
  protected abstract void onAppendLeft();

  /** See {@link #taskHandedOver}. */
  protected abstract void onTaskHandedOver(@Nullable Object task, @Nullable Object pool);

  /** See {@link #taskInlined}. */
  protected abstract void onTaskInlined(Object task);

  /** See {@link #taskBegan}. */
  protected abstract void onTaskBegan(Object task);

  /** See {@link #taskEnded}. */
  protected abstract void onTaskEnded(Object task);

  /** See {@link #taskDiscarded}. */
  protected abstract void onTaskDiscarded(@Nullable Object task);

  /** See {@link #tasksDiscarded}. */
  protected abstract void onTasksDiscarded(Object discarded);

  /** See {@link #workerStarting}. */
  protected abstract void onWorkerStarting(@Nullable Object thread);

  /** See {@link #threadStarting}. */
  protected abstract void onThreadStarting(Object thread);

  /** See {@link #threadEnded}. */
  protected abstract void onThreadEnded(Object thread);

  /** See {@link #failed}. */
  protected abstract void onFailure(Throwable failure);
}
