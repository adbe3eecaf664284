package io.tidemark.segment;

import java.io.IOException;
import java.util.Locale;

/** A segment file that cannot be read, and why. */
public final class SegmentException extends IOException {
  private static final long serialVersionUID = 1;

  /** Why a segment cannot be read: a bounded set, fit for a label. */
  public enum Reason {
    /** Not yet complete: the writer is creating it, or died while it did. */
    NOT_READY,
    /** No magic: some other file. */
    NOT_A_SEGMENT,
    /** Written on a machine of the other byte order. */
    BYTE_ORDER,
    /** Written by an agent of another version. */
    VERSION,
    /** Shorter than its header says. */
    TRUNCATED,
    /** Its header contradicts itself. */
    CORRUPT,
    /** Its names changed hands too often to be copied. */
    BUSY;

    /** The value of {@code tidemark.reason}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;

  SegmentException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
