package io.tidemark.collector.export;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The samples of a snapshot by metric, in the order of the catalogue, and by series within it. Of
 * several samples of one series the first is taken: a segment is a file that anybody with its
 * owner's rights can write, and no receiver takes a series twice. A number that is not finite is
 * left out: it was not measured, and OTLP has no such integers.
 */
final class Families {
  private Families() {}

  /** The samples of each metric that has any. */
  static Map<Metric, Collection<Sample>> of(Snapshot snapshot) {
    Map<Metric, List<Sample>> byMetric = new EnumMap<>(Metric.class);
    for (Sample sample : snapshot.samples()) {
      if (finite(sample)) {
        byMetric.computeIfAbsent(sample.metric(), metric -> new ArrayList<>()).add(sample);
      }
    }
    Map<Metric, Collection<Sample>> families = new EnumMap<>(Metric.class);
    byMetric.forEach((metric, samples) -> families.put(metric, inOrder(samples)));
    return Collections.unmodifiableMap(families);
  }

  // Signals report in order, as a rule; sorting keeps the first of equals first.
  private static List<Sample> inOrder(List<Sample> samples) {
    if (ascending(samples)) {
      return samples;
    }
    samples.sort(Families::compare);
    List<Sample> distinct = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      if (distinct.isEmpty() || compare(distinct.get(distinct.size() - 1), sample) != 0) {
        distinct.add(sample);
      }
    }
    return distinct;
  }

  private static boolean ascending(List<Sample> samples) {
    for (int i = 1; i < samples.size(); i++) {
      if (compare(samples.get(i - 1), samples.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static int compare(Sample left, Sample right) {
    int order = compare(left.source(), right.source());
    return order == 0 ? compare(left.labels(), right.labels()) : order;
  }

  private static int compare(Source left, Source right) {
    int order = left.service().compareTo(right.service());
    return order == 0 ? left.instance().compareTo(right.instance()) : order;
  }

  private static boolean finite(Sample sample) {
    return sample instanceof NumberSample number
        ? Double.isFinite(number.value())
        : !(sample instanceof HistogramSample histogram) || Double.isFinite(histogram.sum());
  }

  // Of equal length: every sample of a metric has a value for each of its labels.
  private static int compare(List<String> left, List<String> right) {
    for (int i = 0; i < left.size(); i++) {
      String label = left.get(i);
      int order = label.compareTo(right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
