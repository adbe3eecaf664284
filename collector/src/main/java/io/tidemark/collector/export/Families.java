package io.tidemark.collector.export;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.segment.Metric;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The samples of a snapshot by metric, in the order of the catalogue, and by series within it. Of
 * several samples of one series the first is taken: a segment is a file that anybody with its
 * owner's rights can write, and no receiver takes a series twice. A number that is not finite is
 * left out: it was not measured, and OTLP has no such integers.
 */
final class Families {
  private static final Comparator<Sample> BY_SERIES =
      Comparator.comparing((Sample sample) -> sample.source().service())
          .thenComparing(sample -> sample.source().instance())
          .thenComparing(Sample::labels, Families::compare);

  private Families() {}

  /** The samples of each metric that has any. */
  static Map<Metric, Collection<Sample>> of(Snapshot snapshot) {
    Map<Metric, Map<Sample, Sample>> sorted = new EnumMap<>(Metric.class);
    for (Sample sample : snapshot.samples()) {
      if (!finite(sample)) {
        continue;
      }
      sorted
          .computeIfAbsent(sample.metric(), metric -> new TreeMap<>(BY_SERIES))
          .putIfAbsent(sample, sample);
    }
    Map<Metric, Collection<Sample>> families = new EnumMap<>(Metric.class);
    sorted.forEach((metric, series) -> families.put(metric, series.values()));
    return Collections.unmodifiableMap(families);
  }

  private static boolean finite(Sample sample) {
    return sample instanceof NumberSample number
        ? Double.isFinite(number.value())
        : !(sample instanceof HistogramSample histogram) || Double.isFinite(histogram.sum());
  }

  // Of equal length: every sample of a metric has a value for each of its labels.
  private static int compare(List<String> left, List<String> right) {
    for (int i = 0; i < left.size(); i++) {
      int order = left.get(i).compareTo(right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
