package io.tidemark.collector.sample;

import java.util.List;

/**
 * Everything that the collector knew at one moment.
 *
 * @param epochMs when the sampling ended, in milliseconds since 1970; 0 before the first
 * @param samples what was measured, grouped by metric in no particular order
 */
public record Snapshot(long epochMs, List<Sample> samples) {
  /** Before the first sampling. */
  public static final Snapshot NONE = new Snapshot(0, List.of());

  /** Copies the list. */
  public Snapshot {
    samples = List.copyOf(samples);
  }
}
