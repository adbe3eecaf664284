package io.tidemark.collector.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Why a store or one of its files cannot be used. */
final class StoreException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int MAX_CAUSES = 20;

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

  /** What somebody can do about it, one clause. */
  String cure() {
    return switch (kind) {
      case IN_USE -> "stop that one, or name another directory with --store";
      case NEWER -> "run the newer version, or name another directory with --store";
      case CORRUPT -> "it will be set aside";
      case FAILED -> cureOfDisk(reason(this));
    };
  }

  // The kernel's words, as strerror(3) has them in the C locale, which Java's errors are made of.
  private static String cureOfDisk(String reason) {
    if (reason.contains("No space left") || reason.contains("quota exceeded")) {
      return "make room there";
    }
    return reason.contains("Read-only file system")
        ? "name a volume that can be written with --store, or 'off'"
        : "name a directory of the collector's own with --store, or 'off'";
  }

  /** The first cause in few words: what the system said, where it said anything. */
  static String reason(Throwable e) {
    Throwable first = e;
    for (int i = 0; i < MAX_CAUSES && first.getCause() != null; i++) {
      first = first.getCause();
    }
    if (first instanceof AccessDeniedException denied) {
      return denied.getFile() + ": Permission denied";
    }
    if (first instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getFile() + ": " + failed.getReason();
    }
    boolean told = first instanceof IOException && first.getMessage() != null;
    return told ? String.valueOf(first.getMessage()) : first.toString();
  }
}
