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

  // What the agent keeps for each thread; the same cells for each agent that is attached, one after
  // the other.
  private static final ThreadLocal<Object[]> CELLS = new ThreadLocal<>();

  private static volatile @Nullable TidemarkBridge installed;

  /** For the agent only. */
  protected TidemarkBridge() {}

  /** Puts the implementation in its place; null takes it away. */
  public static void install(@Nullable TidemarkBridge bridge) {
    installed = bridge;
  }

  /** For the agent only: where it keeps what it knows of the running thread. */
  public static Object[] cell() {
    Object[] cell = CELLS.get();
    if (cell == null) {
      cell = new Object[1];
      CELLS.set(cell);
    }
    return cell;
  }

  /**
   * A gRPC server has made a call from a client's headers.
   *
   * @param call {@code ServerCallImpl}
   * @param stream {@code ServerStream}
   * @param method {@code MethodDescriptor}
   * @param headers {@code Metadata}
   */
  public static void grpcStarted(Object call, Object stream, Object method, Object headers) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onGrpcStarted(call, stream, method, headers);
    }
  }

  /** The request that a gRPC call is; null for one that began before the agent did. */
  public static @Nullable Object grpcRequest(Object call) {
    TidemarkBridge bridge = installed;
    return bridge == null ? null : bridge.onGrpcRequest(call);
  }

  /** The stream of a gRPC call was closed, with a {@code Status}; nothing comes after it. */
  public static void grpcClosed(Object call, Object status) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onGrpcClosed(call, status);
    }
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
   * @param logger the logger's name
   * @param message the message before anything is put into it; null when there is none to tell
   */
  public static void logLeft(
      long entered, int source, int severity, @Nullable String logger, @Nullable String message) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onLogLeft(entered, source, severity, logger, message);
    }
  }

  /**
   * Whether a {@code Message} of Log4j tells its format without work, and without running code of
   * the service.
   */
  public static boolean logHasFormat(@Nullable Object message) {
    TidemarkBridge bridge = installed;
    return bridge != null && message != null && bridge.onLogHasFormat(message);
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
   * @param pool a {@code ThreadPoolExecutor} or {@code ForkJoinPool}; null for any other
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

  /** This thread begins to run a task, or goes on to; null for none. */
  public static void taskBegan(@Nullable Object task) {
    TidemarkBridge bridge = installed;
    if (bridge != null && task != null) {
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

  /** This thread begins to run a task, whose end will be told of what runs it. */
  public static void queuedTaskBegan(Object task, Object runner) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onQueuedTaskBegan(task, runner);
    }
  }

  /** This thread gives a task to an event executor of Netty. */
  public static void eventTaskHandedOver(Object task) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onEventTaskHandedOver(task);
    }
  }

  /**
   * This thread gives a command to an event executor of Netty, to run once and later.
   *
   * @param task what it becomes
   */
  public static void eventTaskScheduled(Object task, Object command) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onEventTaskScheduled(task, command);
    }
  }

  /** This event executor of Netty begins to run what it has taken from its queue. */
  public static void eventTaskBegan(Object task) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onEventTaskBegan(task);
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

  /** This thread asks for something to be run when a result is there; null when it need not be. */
  public static void stageRegistered(@Nullable Object stage) {
    TidemarkBridge bridge = installed;
    if (bridge != null && stage != null) {
      bridge.onStageRegistered(stage);
    }
  }

  /**
   * This thread runs what was asked for, or hands it over to be run.
   *
   * @param claimed false when another thread does
   */
  public static void stageBegan(boolean claimed, Object stage) {
    TidemarkBridge bridge = installed;
    if (bridge != null && claimed) {
      bridge.onStageBegan(stage);
    }
  }

  /** This thread is done with it, if it was not before. */
  public static void stageEnded(Object stage) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onStageEnded(stage);
    }
  }

  /** Tasks, in a {@code List}, were taken out of their queue. */
  public static void tasksDiscarded(Object tasks) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onTasksDiscarded(tasks);
    }
  }

  /**
   * This thread is about to start a thread of a pool.
   *
   * @param task what that will run before it looks into the queue, or null
   */
  public static void workerStarting(@Nullable Object thread, @Nullable Object task) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onWorkerStarting(thread, task);
    }
  }

  /** This thread, of a pool, is about to run a task that only its starter knows. */
  public static void workerLocked() {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onWorkerLocked();
    }
  }

  /** This thread, of a pool, runs no task. */
  public static void workerIdle() {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onWorkerIdle();
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

  /**
   * This thread begins to work for a request of an HTTP server, or works for it again.
   *
   * @param request in the form that the server's advice sees first
   * @param key what the server knows the request by; null when the request says
   * @return what {@link #leave} must be given
   */
  public static @Nullable Object httpEntered(Object request, @Nullable Object key) {
    TidemarkBridge bridge = installed;
    return bridge == null ? null : bridge.onHttpEntered(request, key);
  }

  /**
   * This thread works again for a request that began before, if that is one.
   *
   * @return what {@link #leave} must be given
   */
  public static @Nullable Object httpResumed(Object key) {
    TidemarkBridge bridge = installed;
    return bridge == null ? null : bridge.onHttpResumed(key);
  }

  /** Spring MVC has looked for the handler of an {@code HttpServletRequest}. */
  public static void httpRouted(Object request) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onHttpRouted(request);
    }
  }

  /**
   * A portion of a request's body was read.
   *
   * @param portion an array or a buffer that holds it; its bytes stay as they are
   * @param offset where in it; negative for a buffer's position
   * @param length how much; negative at the end of the body
   */
  public static void httpRead(
      @Nullable Object key, @Nullable Object portion, int offset, int length) {
    TidemarkBridge bridge = installed;
    if (bridge != null && key != null && length != 0) {
      bridge.onHttpRead(key, portion, offset, length);
    }
  }

  /** One byte of a request's body was read; negative at its end. */
  public static void httpReadByte(@Nullable Object key, int next) {
    TidemarkBridge bridge = installed;
    if (bridge != null && key != null) {
      bridge.onHttpReadByte(key, next);
    }
  }

  /** A {@code Content.Chunk} of a request's body was read from Jetty's core. */
  public static void httpReadChunk(Object key, @Nullable Object chunk) {
    TidemarkBridge bridge = installed;
    if (bridge != null && chunk != null) {
      bridge.onHttpReadChunk(key, chunk);
    }
  }

  /** The service has sent a status. */
  public static void httpResponded(Object key, int status) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onHttpResponded(key, status);
    }
  }

  /**
   * An exception got out of a request's handler.
   *
   * @param key null for the request that this thread works for
   * @param escapes false when it was caught on its way, or there is none
   */
  public static void httpThrew(@Nullable Object key, boolean escapes) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onHttpThrew(key, escapes);
    }
  }

  /** The server leaves a request alone, for good if an exception got out of its handler. */
  public static void httpDropped(@Nullable Object key) {
    TidemarkBridge bridge = installed;
    if (bridge != null && key != null) {
      bridge.onHttpDropped(key);
    }
  }

  /** A response is complete, or will never be; the parameters are those of {@link #httpEntered}. */
  public static void httpEnded(Object request, @Nullable Object key) {
    TidemarkBridge bridge = installed;
    if (bridge != null) {
      bridge.onHttpEnded(request, key);
    }
  }

  /**
   * A request, a task or a thread ends with a {@code Throwable}, or something on its way there
   * does; null when it does not.
   */
  public static void threw(@Nullable Object failure) {
    TidemarkBridge bridge = installed;
    if (bridge != null && failure != null) {
      bridge.onThrew(failure);
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
  protected abstract void onGrpcStarted(Object call, Object stream, Object method, Object headers);

  /** See {@link #grpcRequest}. */
  protected abstract @Nullable Object onGrpcRequest(Object call);

  /** See {@link #grpcClosed}. */
  protected abstract void onGrpcClosed(Object call, Object status);

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
  protected abstract void onLogLeft(
      long entered, int source, int severity, @Nullable String logger, @Nullable String message);

  /** See {@link #logHasFormat}. */
  protected abstract boolean onLogHasFormat(Object message);

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

  /** See {@link #queuedTaskBegan}. */
  protected abstract void onQueuedTaskBegan(Object task, Object runner);

  /** See {@link #eventTaskHandedOver}. */
  protected abstract void onEventTaskHandedOver(Object task);

  /** See {@link #eventTaskScheduled}. */
  protected abstract void onEventTaskScheduled(Object task, Object command);

  /** See {@link #eventTaskBegan}. */
  protected abstract void onEventTaskBegan(Object task);

  /** See {@link #taskDiscarded}. */
  protected abstract void onTaskDiscarded(@Nullable Object task);

  /** See {@link #stageRegistered}. */
  protected abstract void onStageRegistered(Object stage);

  /** See {@link #stageBegan}. */
  protected abstract void onStageBegan(Object stage);

  /** See {@link #stageEnded}. */
  protected abstract void onStageEnded(Object stage);

  /** See {@link #tasksDiscarded}. */
  protected abstract void onTasksDiscarded(Object discarded);

  /** See {@link #workerStarting}. */
  protected abstract void onWorkerStarting(@Nullable Object thread, @Nullable Object task);

  /** See {@link #workerLocked}. */
  protected abstract void onWorkerLocked();

  /** See {@link #workerIdle}. */
  protected abstract void onWorkerIdle();

  /** See {@link #threadStarting}. */
  protected abstract void onThreadStarting(Object thread);

  /** See {@link #threadEnded}. */
  protected abstract void onThreadEnded(Object thread);

  /** See {@link #httpEntered}. */
  protected abstract @Nullable Object onHttpEntered(Object request, @Nullable Object key);

  /** See {@link #httpResumed}. */
  protected abstract @Nullable Object onHttpResumed(Object key);

  /** See {@link #httpRouted}. */
  protected abstract void onHttpRouted(Object request);

  /** See {@link #httpRead}. */
  protected abstract void onHttpRead(Object key, @Nullable Object portion, int offset, int length);

  /** See {@link #httpReadByte}. */
  protected abstract void onHttpReadByte(Object key, int next);

  /** See {@link #httpReadChunk}. */
  protected abstract void onHttpReadChunk(Object key, Object chunk);

  /** See {@link #httpResponded}. */
  protected abstract void onHttpResponded(Object key, int status);

  /** See {@link #httpThrew}. */
  protected abstract void onHttpThrew(@Nullable Object key, boolean escapes);

  /** See {@link #httpDropped}. */
  protected abstract void onHttpDropped(Object key);

  /** See {@link #httpEnded}. */
  protected abstract void onHttpEnded(Object request, @Nullable Object key);

  /** See {@link #threw}. */
  protected abstract void onThrew(Object failure);

  /** See {@link #failed}. */
  protected abstract void onFailure(Throwable failure);
}
