package io.tidemark.collector.attach;

import org.jspecify.annotations.Nullable;

/** Why a JVM could not be attached to, and what to do about it: one line, for people. */
public final class AttachException extends Exception {
  private static final long serialVersionUID = 1;

  AttachException(String message) {
    this(message, null);
  }

  AttachException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
