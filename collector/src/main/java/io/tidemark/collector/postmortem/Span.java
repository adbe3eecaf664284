package io.tidemark.collector.postmortem;

/**
 * A span of time, in milliseconds since 1970.
 *
 * @param toMs exclusive
 */
public record Span(long fromMs, long toMs) {
  /** Points that a chart has room for. */
  private static final int POINTS = 300;

  private static final long DAY_MS = 24 * 3_600_000L;

  /** Checks the order. */
  public Span {
    if (fromMs < 0 || toMs <= fromMs) {
      throw new IllegalArgumentException("from=" + fromMs + " to=" + toMs + ", expected from < to");
    }
  }

  /** From one point to the next: a whole number of seconds. */
  long stepMs() {
    return Math.max(1, ((toMs - fromMs) / POINTS + 999) / 1000) * 1000;
  }

  double seconds() {
    return (toMs - fromMs) / 1e3;
  }

  /** {@code 20:41:07}, with the day where the span is longer than one. */
  String time(long epochMs) {
    return toMs - fromMs > DAY_MS ? Html.day(epochMs) : Html.time(epochMs);
  }

  boolean contains(long ms) {
    return ms >= fromMs && ms < toMs;
  }
}
