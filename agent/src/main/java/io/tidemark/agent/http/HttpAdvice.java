package io.tidemark.agent.http;

import io.tidemark.agent.bridge.TidemarkBridge;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The code that is inlined into HTTP servers: each method hands what it sees to the bridge.
 * Parameters are of types of {@code java.base}, since the agent cannot see those of the servers.
 */
final class HttpAdvice {
  // Where the bytes are, when the buffer's own position says so.
  private static final int AT_POSITION = -1;

  private HttpAdvice() {}

  /** Around {@code StandardEngineValve.invoke}. */
  static final class TomcatInvoke {
    private TomcatInvoke() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.Argument(0) Object request) {
      return TidemarkBridge.httpEntered(request, null);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object before, @Advice.Thrown @Nullable Throwable failure) {
      if (failure != null) { // an error, which Tomcat lets pass
        TidemarkBridge.httpThrew(null, true);
        TidemarkBridge.threw(failure);
      }
      TidemarkBridge.leave(before, null);
    }
  }

  /** Around {@code CoyoteAdapter.asyncDispatch}, which calls listeners by itself. */
  static final class TomcatAsync {
    private TomcatAsync() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.Argument(0) Object coyoteRequest) {
      return TidemarkBridge.httpResumed(coyoteRequest);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object before) {
      TidemarkBridge.leave(before, null);
    }
  }

  /** Before {@code Request.recycle}: the response is complete, and still tells its status. */
  static final class TomcatRecycle {
    private TomcatRecycle() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object request) {
      TidemarkBridge.httpEnded(request, null);
    }
  }

  /** After {@code InputBuffer.realReadBytes}. */
  static final class TomcatRead {
    private TomcatRead() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("coyoteRequest") Object coyoteRequest,
        @Advice.FieldValue("bb") @Nullable Object buffer,
        @Advice.Return int length) {
      TidemarkBridge.httpRead(coyoteRequest, buffer, AT_POSITION, length);
    }
  }

  /** Around {@code ServletChannel.handle}. */
  static final class JettyHandle {
    private JettyHandle() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.This Object channel) {
      return TidemarkBridge.httpEntered(channel, null);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object before) {
      TidemarkBridge.leave(before, null);
    }
  }

  /** Before {@code ServletChannel.handleException}, inside {@code handle}. */
  static final class JettyException {
    private JettyException() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) @Nullable Object failure) {
      TidemarkBridge.httpThrew(null, true);
      TidemarkBridge.threw(failure);
    }
  }

  /** Before {@code ServletChannel.onCompleted}. */
  static final class JettyCompleted {
    private JettyCompleted() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object channel) {
      TidemarkBridge.httpEnded(channel, null);
    }
  }

  /** After {@code ChannelRequest.read}, of Jetty's core. */
  static final class JettyRead {
    private JettyRead() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object request, @Advice.Return @Nullable Object chunk) {
      TidemarkBridge.httpReadChunk(request, chunk);
    }
  }

  /** Around {@code ServletInitialHandler.dispatchRequest}. */
  static final class UndertowDispatch {
    private UndertowDispatch() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.Argument(0) Object exchange, @Advice.Argument(1) Object context) {
      return TidemarkBridge.httpEntered(context, exchange);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object before) {
      TidemarkBridge.leave(before, null);
    }
  }

  /** Before {@code LoggingExceptionHandler.handleThrowable}. */
  static final class UndertowException {
    private UndertowException() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) Object exchange, @Advice.Argument(3) @Nullable Object failure) {
      TidemarkBridge.httpThrew(exchange, true);
      TidemarkBridge.threw(failure);
    }
  }

  /** Before {@code HttpServerExchange.invokeExchangeCompleteListeners}. */
  static final class UndertowComplete {
    private UndertowComplete() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object exchange) {
      TidemarkBridge.httpEnded(exchange, exchange);
    }
  }

  /** Around {@code ReadDispatchChannel.read}, which fills a buffer from its position on. */
  static final class UndertowRead {
    private UndertowRead() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.Argument(0) ByteBuffer buffer) {
      return buffer.position();
    }

    // The buffer's limit is where it was: what was read lies before it.
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("this$0") Object exchange,
        @Advice.Argument(0) ByteBuffer buffer,
        @Advice.Enter int from,
        @Advice.Return int length) {
      TidemarkBridge.httpRead(exchange, buffer, from, length);
    }
  }

  /** Around {@code ServerImpl.Exchange.run}: whatever the thread worked for, it reads a request. */
  static final class JdkRun {
    private JdkRun() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter() {
      return TidemarkBridge.enter(null);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object before, @Advice.FieldValue("tx") @Nullable Object exchange) {
      TidemarkBridge.httpDropped(exchange);
      TidemarkBridge.leave(before, null);
    }
  }

  /** After the constructor of {@code HttpExchangeImpl}: the handler is about to get it. */
  static final class JdkCreated {
    private JdkCreated() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object exchange, @Advice.Argument(0) Object key) {
      TidemarkBridge.httpEntered(exchange, key);
    }
  }

  /** After each {@code Filter.Chain.doFilter}, of which the outermost has the last word. */
  static final class JdkChain {
    private JdkChain() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Thrown @Nullable Throwable failure) {
      TidemarkBridge.httpThrew(null, failure != null);
      TidemarkBridge.threw(failure);
    }
  }

  /** Before {@code ExchangeImpl.sendResponseHeaders}. */
  static final class JdkResponse {
    private JdkResponse() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object exchange, @Advice.Argument(0) int status) {
      TidemarkBridge.httpResponded(exchange, status);
    }
  }

  /** After {@code LeftOverInputStream.read} of a portion. */
  static final class JdkRead {
    private JdkRead() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("t") Object exchange,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int offset,
        @Advice.Return int length) {
      TidemarkBridge.httpRead(exchange, bytes, offset, length);
    }
  }

  /** After {@code LeftOverInputStream.read} of one byte. */
  static final class JdkReadByte {
    private JdkReadByte() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.FieldValue("t") Object exchange, @Advice.Return int next) {
      TidemarkBridge.httpReadByte(exchange, next);
    }
  }

  /** After the constructor of the event that a response is complete. */
  static final class JdkFinished {
    private JdkFinished() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Object exchange) {
      TidemarkBridge.httpEnded(exchange, exchange);
    }
  }

  /** After {@code DispatcherServlet.getHandler}, which has put the pattern into the request. */
  static final class SpringRoute {
    private SpringRoute() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Argument(0) Object request) {
      TidemarkBridge.httpRouted(request);
    }
  }
}
