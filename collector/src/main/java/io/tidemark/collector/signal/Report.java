package io.tidemark.collector.signal;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes what a signal measured about one source.
 *
 * @param out where the samples go
 * @param source what they are about
 */
record Report(Consumer<Sample> out, Source source) {

  /** A whole number, exact up to 2^53. */
  void count(Metric metric, long value, String... labels) {
    value(metric, (double) value, labels);
  }

  void value(Metric metric, double value, String... labels) {
    out.accept(new NumberSample(metric, source, List.of(labels), value));
  }
}
