package io.tidemark.collector.signal;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Samples as text, a line each, so that tests can compare all of them at once: {@code METRIC
 * service instance [labels] value}. A histogram's value is its count, sum and slots. Durations of
 * signals are left out, since they are never the same.
 */
final class SampleText {
  private SampleText() {}

  static String of(List<Sample> samples) {
    return samples.stream()
        .filter(sample -> sample.metric() != Metric.SIGNAL_DURATION)
        .map(SampleText::of)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  static String of(Sample sample) {
    String source =
        sample.source().host()
            ? "host"
            : sample.source().service() + " " + sample.source().instance();
    return sample.metric() + " " + source + " " + sample.labels() + " " + value(sample);
  }

  private static String value(Sample sample) {
    if (sample instanceof NumberSample number) {
      return number(number.value());
    }
    HistogramSample histogram = (HistogramSample) sample;
    StringBuilder text = new StringBuilder("count=" + histogram.count());
    text.append(" sum=").append(number(histogram.sum()));
    for (int slot = 0; slot < Buckets.COUNT; slot++) {
      if (histogram.slot(slot) != 0) {
        text.append(' ').append(slot).append(':').append(histogram.slot(slot));
      }
    }
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
