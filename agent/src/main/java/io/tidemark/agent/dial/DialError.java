package io.tidemark.agent.dial;

import io.tidemark.segment.Column;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed dial is counted as. The JDK makes one exception of several error numbers and adds
 * the system's text, which may be in another language: the exception and the call decide, and the
 * English text refines.
 */
final class DialError {
  private DialError() {}

  /** Of a failed bind: without a known text, the ports have run out. */
  static Column ofBind(Throwable failure) {
    return ofAddress(failure, Column.DIAL_ADDRESS_ALREADY_IN_USE);
  }

  /** Of a failed connect, at once or later. */
  static Column ofConnect(@Nullable Throwable failure) {
    if (failure instanceof BindException) {
      return ofAddress(failure, Column.DIAL_ADDRESS_NOT_AVAILABLE);
    }
    if (failure instanceof ConnectException) {
      return says(failure, "timed out") ? Column.DIAL_TIMED_OUT : Column.DIAL_CONNECTION_REFUSED;
    }
    if (failure instanceof SocketTimeoutException) {
      return Column.DIAL_TIMED_OUT;
    }
    if (failure instanceof NoRouteToHostException || says(failure, "unreachable")) {
      return Column.DIAL_UNREACHABLE;
    }
    return says(failure, "reset by peer") ? Column.DIAL_CONNECTION_RESET : Column.DIAL_OTHER;
  }

  private static Column ofAddress(Throwable failure, Column usual) {
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
