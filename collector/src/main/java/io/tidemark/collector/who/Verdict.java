package io.tidemark.collector.who;

import org.jspecify.annotations.Nullable;

/**
 * Who stands out, if anybody, in one sentence.
 *
 * @param culprit the row that stands out, if one does
 * @param sentence names it with its figures, or says why nothing stands out
 */
public record Verdict(@Nullable ReportRow culprit, String sentence) {
  /** Whether somebody stands out. */
  public boolean standsOut() {
    return culprit != null;
  }
}
