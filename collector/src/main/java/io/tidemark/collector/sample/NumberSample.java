package io.tidemark.collector.sample;

import io.tidemark.segment.Metric;
import java.util.List;

/**
 * A counter's or a gauge's value.
 *
 * @param value in the metric's unit; counters are cumulative since the source's start
 */
public record NumberSample(Metric metric, Source source, List<String> labels, double value)
    implements Sample {

  /** Checks the labels. */
  public NumberSample {
    labels = List.copyOf(labels);
    Sample.check(metric, labels);
    if (metric.kind() == Metric.Kind.HISTOGRAM) {
      throw new IllegalArgumentException(metric + " is a histogram, given a number");
    }
  }
}
