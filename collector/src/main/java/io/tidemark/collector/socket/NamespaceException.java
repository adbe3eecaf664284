package io.tidemark.collector.socket;

import java.io.IOException;
import java.util.Locale;

/** A network namespace that cannot be entered or read, and why. */
public final class NamespaceException extends IOException {
  private static final long serialVersionUID = 1;

  /** Why: a bounded set, fit for a label. */
  public enum Reason {
    /** The collector may not enter it: that needs CAP_SYS_ADMIN. */
    SETNS_DENIED,
    /** It could not be entered for another reason, such as no thread or no file descriptor. */
    SETNS_FAILED,
    /** It was entered, but its sockets are told by {@code /proc} alone. */
    SOCK_DIAG_REFUSED,
    /** Neither may its files under {@code /proc} be read. */
    PROC_DENIED,
    /** Something was read that makes no sense, or reading failed for another reason. */
    READ_FAILED,
    /** It is one more than are sampled. */
    TOO_MANY,
    /** Its last JVM ended, or moved. */
    GONE;

    /** The value of {@code tidemark.reason}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;

  /** Says why, and in words what happened. */
  public NamespaceException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
