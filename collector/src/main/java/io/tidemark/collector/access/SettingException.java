package io.tidemark.collector.access;

import java.io.IOException;

/** A file of settings that cannot be used: what was found in which file, and what was expected. */
public final class SettingException extends IOException {
  private static final long serialVersionUID = 1;

  public SettingException(String message) {
    super(message);
  }

  public SettingException(String message, Throwable cause) {
    super(message, cause);
  }
}
