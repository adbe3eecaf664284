package io.tidemark.lab.memcached;

import java.io.IOException;

/** A cache operation that failed, and why. */
public final class CacheException extends IOException {
  private static final long serialVersionUID = 1L;

  private final CacheFailure failure;

  CacheException(String message, IOException cause) {
    super(message + ": " + cause.getMessage(), cause);
    this.failure = CacheFailure.of(cause);
  }

  public CacheFailure failure() {
    return failure;
  }
}
