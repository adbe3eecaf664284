package io.tidemark.collector.sample;

import io.tidemark.segment.Metric;
import java.util.List;

/** One value of one metric, about one source. Immutable. */
public sealed interface Sample permits NumberSample, HistogramSample {
  Metric metric();

  Source source();

  /** Values of {@link Metric#labels()}, in its order. */
  List<String> labels();

  /** Checks that there is a value for each label of the metric. */
  static void check(Metric metric, List<String> labels) {
    if (labels.size() != metric.labels().size()) {
      throw new IllegalArgumentException(
          metric + " has labels " + metric.labels() + ", given values " + labels);
    }
  }
}
