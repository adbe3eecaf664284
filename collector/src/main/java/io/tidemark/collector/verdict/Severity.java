package io.tidemark.collector.verdict;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
  /** Something is off its usual course and hurts, or will. */
  WARNING,
  /** Requests fail, processes die, or both are seconds away. */
  CRITICAL;

  /** {@code warning} or {@code critical}, as the alerts say it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
