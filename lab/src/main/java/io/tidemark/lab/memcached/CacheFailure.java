package io.tidemark.lab.memcached;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Locale;

/** Why a cache operation failed, in the words of OpenTelemetry's {@code error.type}. */
public enum CacheFailure {
  /** No local port left for the source address: {@code bind} answered EADDRINUSE. */
  ADDRESS_ALREADY_IN_USE,
  /** No local port left towards this destination: {@code connect} answered EADDRNOTAVAIL. */
  ADDRESS_NOT_AVAILABLE,
  CONNECTION_REFUSED,
  TIMED_OUT,
  /** Anything else: a reset, an unexpected answer, no descriptor left. */
  OTHER;

  /** The name that OpenTelemetry's {@code error.type} gives it. */
  public String errorType() {
    return this == OTHER ? "_OTHER" : name().toLowerCase(Locale.ROOT);
  }

  /** Classifies what a socket threw; the text is the only place where Java keeps the errno. */
  static CacheFailure of(IOException cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("address already in use")) {
      return ADDRESS_ALREADY_IN_USE;
    }
    if (message.contains("cannot assign requested address")) {
      return ADDRESS_NOT_AVAILABLE;
    }
    if (cause instanceof SocketTimeoutException) {
      return TIMED_OUT;
    }
    return cause instanceof ConnectException ? CONNECTION_REFUSED : OTHER;
  }
}
