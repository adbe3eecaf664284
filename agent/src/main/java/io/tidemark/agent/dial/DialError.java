package io.tidemark.agent.dial;

import io.tidemark.segment.Column;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed dial is counted as: what the system's text says, in the JDK's exceptions and in
 * Netty's. Where that is in another language than English, the exception and the call decide, of
 * which there is one for several error numbers.
 */
final class DialError {
  private DialError() {}

  /** Of a failed bind: without a known text, the ports have run out. */
  static Column ofBind(Throwable failure) {
    return ofAddress(failure, Column.DIAL_ADDRESS_ALREADY_IN_USE);
  }

  /** Of a failed connect, at once or later. */
  static Column ofConnect(@Nullable Throwable failure) {
    if (failure instanceof BindException || says(failure, "assign requested address")) {
      return ofAddress(failure, Column.DIAL_ADDRESS_NOT_AVAILABLE);
    }
    if (failure instanceof SocketTimeoutException || says(failure, "timed out")) {
      return Column.DIAL_TIMED_OUT;
    }
    if (failure instanceof NoRouteToHostException || says(failure, "unreachable")) {
      return Column.DIAL_UNREACHABLE;
    }
    if (says(failure, "reset by peer")) {
      return Column.DIAL_CONNECTION_RESET;
    }
    boolean refused = failure instanceof ConnectException || says(failure, "refused");
    return refused ? Column.DIAL_CONNECTION_REFUSED : Column.DIAL_OTHER;
  }

  private static Column ofAddress(@Nullable Throwable failure, Column usual) {
    if (says(failure, "already in use")) {
      return Column.DIAL_ADDRESS_ALREADY_IN_USE;
    }
    if (says(failure, "assign requested address")) {
      return Column.DIAL_ADDRESS_NOT_AVAILABLE;
    }
    return says(failure, "denied") ? Column.DIAL_OTHER : usual;
  }

  private static boolean says(@Nullable Throwable failure, String text) {
    String message = failure == null ? null : failure.getMessage();
    return message != null && message.contains(text);
  }
}
