package io.tidemark.collector.verdict;

/**
 * Something that became different about a finding with the last step.
 *
 * @param finding as it is now; of one that closed, as it was last
 */
public record Change(Kind kind, Finding finding) {
  /** What became different. */
  public enum Kind {
    OPENED,
    SUSPECT_CHANGED,
    CLOSED
  }
}
