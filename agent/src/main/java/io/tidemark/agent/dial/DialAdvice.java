package io.tidemark.agent.dial;

import io.tidemark.agent.bridge.TidemarkBridge;
import java.net.BindException;
import java.net.SocketTimeoutException;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The code that is inlined into the JDK's classes for sockets. */
final class DialAdvice {
  private DialAdvice() {}

  /** Around a connect: it is counted before it begins, since it may take minutes. */
  static final class Connect {
    private Connect() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      TidemarkBridge.dialStarted();
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Thrown @Nullable Throwable failure) {
      if (failure != null) {
        TidemarkBridge.dialFailed(failure);
      }
    }
  }

  /** After a look at whether a connect that was begun has succeeded. */
  static final class LateConnect {
    private LateConnect() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Thrown @Nullable Throwable failure) {
      if (failure != null) {
        TidemarkBridge.dialFailed(failure);
      }
    }
  }

  /** After the wait for a connect with a timeout; any other failure was seen before. */
  static final class TimedConnect {
    private TimedConnect() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Thrown @Nullable Throwable failure) {
      if (failure instanceof SocketTimeoutException) {
        TidemarkBridge.dialFailed(failure);
      }
    }
  }

  /** After the end of an asynchronous connect, which keeps its exception to itself. */
  static final class AsynchronousConnect {
    // The channel's own ST_CONNECTED.
    private static final int CONNECTED = 2;

    private AsynchronousConnect() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.FieldValue("state") int state) {
      if (state != CONNECTED) {
        TidemarkBridge.dialFailed(null);
      }
    }
  }

  /** After a bind of what is behind a socket or a server's socket. */
  static final class SocketBind {
    private SocketBind() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.FieldValue("server") boolean server, @Advice.Thrown @Nullable Throwable failure) {
      if (!server && failure instanceof BindException) {
        TidemarkBridge.dialBindFailed(failure);
      }
    }
  }

  /** After a bind of a channel that can only dial. */
  static final class ChannelBind {
    private ChannelBind() {}

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Thrown @Nullable Throwable failure) {
      if (failure instanceof BindException) {
        TidemarkBridge.dialBindFailed(failure);
      }
    }
  }
}
