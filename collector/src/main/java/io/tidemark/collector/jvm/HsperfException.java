package io.tidemark.collector.jvm;

import java.io.IOException;
import java.util.Locale;

/** An hsperfdata file that cannot be read, and why. */
public final class HsperfException extends IOException {
  private static final long serialVersionUID = 1;

  /** Why a file cannot be read: a bounded set, fit for a label. */
  public enum Reason {
    /** The JVM is still starting. */
    NOT_READY,
    /** No magic: some other file. */
    NOT_HSPERF,
    /** Another version of the format than 2. */
    VERSION,
    /** Shorter than its prologue, or longer than is believable. */
    SIZE,
    /** Its entries contradict themselves. */
    CORRUPT;

    /** The value of {@code tidemark.reason}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;

  HsperfException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
