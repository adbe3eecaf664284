package io.tidemark.collector.store;

import io.tidemark.segment.Metric;
import java.util.Map;

/**
 * What is asked of the store.
 *
 * @param metric of the series
 * @param labels values that the series must have, by name, those of {@link SeriesKey#SERVICE} and
 *     {@link SeriesKey#INSTANCE} among them; may be empty
 * @param fromMs in milliseconds since 1970
 * @param toMs exclusive
 * @param stepMs the time that one point of the answer stands for, at least a second; where the
 *     store is coarser, points are further apart
 */
public record SeriesQuery(
    Metric metric, Map<String, String> labels, long fromMs, long toMs, long stepMs) {
  /** Points that a series may have. */
  public static final int MAX_POINTS = 11_000;

  /** Checks the times. */
  public SeriesQuery {
    labels = Map.copyOf(labels);
    if (fromMs < 0 || toMs <= fromMs || stepMs < Level.FULL.stepMs()) {
      throw new IllegalArgumentException(
          "from=%d to=%d step=%d, expected 0 <= from < to and a step of at least a second"
              .formatted(fromMs, toMs, stepMs));
    }
    if ((toMs - fromMs) / stepMs > MAX_POINTS) {
      throw new IllegalArgumentException(
          "more than %d points; ask for a shorter time or a longer step".formatted(MAX_POINTS));
    }
  }

  boolean wants(SeriesKey key) {
    return key.metric() == metric
        && (labels.isEmpty() || key.named().entrySet().containsAll(labels.entrySet()));
  }

  /** The coarsest level that is as fine as the step. */
  Level level() {
    Level level = Level.FULL;
    for (Level each : Level.values()) {
      level = each.stepMs() <= stepMs ? each : level;
    }
    return level;
  }
}
