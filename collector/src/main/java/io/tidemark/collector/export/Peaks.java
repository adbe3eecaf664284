package io.tidemark.collector.export;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.segment.Metric;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The highest sample of each series among those that were added, of at most {@value #MAX_SERIES}
 * series. Not thread-safe.
 */
final class Peaks {
  /** Many times what the signals report; beyond it a series has no maximum but its last value. */
  static final int MAX_SERIES = 4096;

  /** What tells a series from another. */
  private record Series(Metric metric, String service, String instance, List<String> labels) {
    static Series of(NumberSample sample) {
      return new Series(
          sample.metric(), sample.source().service(), sample.source().instance(), sample.labels());
    }
  }

  private final Map<Series, NumberSample> highest = new HashMap<>();

  void add(NumberSample sample) {
    Series series = Series.of(sample);
    NumberSample known = highest.get(series);
    if (known == null ? highest.size() < MAX_SERIES : sample.value() > known.value()) {
      highest.put(series, sample);
    }
  }

  void addAll(Collection<NumberSample> samples) {
    samples.forEach(this::add);
  }

  Collection<NumberSample> highest() {
    return highest.values();
  }

  void clear() {
    highest.clear();
  }
}
