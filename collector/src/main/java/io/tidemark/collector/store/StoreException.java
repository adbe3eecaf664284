package io.tidemark.collector.store;

import java.io.IOException;

/** Why a store or one of its files cannot be used. */
final class StoreException extends IOException {
  private static final long serialVersionUID = 1;

  /** What can be done about it. */
  enum Kind {
    /** Somebody else writes it. */
    IN_USE,
    /** A newer collector wrote it. */
    NEWER,
    /** What is in the file is wrong. */
    CORRUPT,
    /** The disk is full or broken, or the rights are missing. */
    FAILED
  }

  private final Kind kind;

  StoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  StoreException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
