package io.tidemark.collector.export;

import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.segment.Buckets;
import java.util.ArrayList;
import java.util.List;

/**
 * A histogram as OTLP's exponential one. The segment's slots are its buckets, shifted by the tick's
 * exponent, since scaling all values by a power of two moves the index by a constant.
 */
final class OtlpHistogram {
  private static final ExponentialHistogramBuckets NONE =
      ExponentialHistogramBuckets.create(Buckets.SCALE, 0, List.of());

  private OtlpHistogram() {}

  static ExponentialHistogramPointData point(HistogramSample sample, long epochNs) {
    return ExponentialHistogramPointData.create(
        Buckets.SCALE,
        sample.sum(),
        sample.slot(0),
        /* hasMin= */ false,
        /* min= */ 0,
        /* hasMax= */ false,
        /* max= */ 0,
        positives(sample),
        NONE,
        OtlpMetrics.startNs(sample),
        epochNs,
        OtlpMetrics.attributes(sample),
        List.of());
  }

  private static ExponentialHistogramBuckets positives(HistogramSample sample) {
    if (sample.count() == sample.slot(0)) {
      return NONE;
    }
    int first = 1;
    while (sample.slot(first) == 0) {
      first++;
    }
    int last = Buckets.LAST;
    while (sample.slot(last) == 0) {
      last--;
    }
    List<Long> counts = new ArrayList<>(last - first + 1);
    for (int slot = first; slot <= last; slot++) {
      counts.add(sample.slot(slot));
    }
    int shift = sample.tickExponent() << Buckets.SCALE;
    int offset = Buckets.FIRST_INDEX + first - 1 + shift;
    return ExponentialHistogramBuckets.create(Buckets.SCALE, offset, counts);
  }
}
