package io.tidemark.collector.export;

import static io.opentelemetry.sdk.metrics.data.AggregationTemporality.CUMULATIVE;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The last snapshot as the OpenTelemetry SDK takes it: each source a resource of its own,
 * cumulative since its start, histograms exponential. Times, shares and rates have floating-point
 * values, all others integers.
 */
final class OtlpMetrics implements MetricProducer {
  private final Supplier<Snapshot> latest;

  OtlpMetrics(Supplier<Snapshot> latest) {
    this.latest = latest;
  }

  @Override
  public Collection<MetricData> produce(Resource base) {
    Snapshot snapshot = latest.get();
    long epochNs = TimeUnit.MILLISECONDS.toNanos(snapshot.epochMs());
    Map<Source, Resource> resources = new LinkedHashMap<>();
    List<MetricData> produced = new ArrayList<>();
    Families.of(snapshot)
        .forEach(
            (metric, samples) ->
                byResource(
                        samples,
                        source ->
                            resources.computeIfAbsent(source, key -> OtlpResource.of(key, base)))
                    .forEach(
                        (resource, ofResource) ->
                            produced.add(metric(metric, resource, ofResource, epochNs))));
    return produced;
  }

  // Sources that differ only in when their counters began are one resource.
  private static Map<Resource, List<Sample>> byResource(
      Collection<Sample> samples, Function<Source, Resource> resource) {
    Map<Source, List<Sample>> bySource = new LinkedHashMap<>();
    for (Sample sample : samples) {
      bySource.computeIfAbsent(sample.source(), source -> new ArrayList<>()).add(sample);
    }
    Map<Resource, List<Sample>> byResource = new LinkedHashMap<>();
    bySource.forEach(
        (source, ofSource) ->
            byResource
                .computeIfAbsent(resource.apply(source), key -> new ArrayList<>())
                .addAll(ofSource));
    return byResource;
  }

  private static MetricData metric(
      Metric metric, Resource resource, List<Sample> samples, long epochNs) {
    if (metric.kind() == Metric.Kind.HISTOGRAM) {
      var points = points(samples, HistogramSample.class, s -> OtlpHistogram.point(s, epochNs));
      return new OtlpMetric(
          metric,
          resource,
          MetricDataType.EXPONENTIAL_HISTOGRAM,
          ExponentialHistogramData.create(CUMULATIVE, points));
    }
    return continuous(metric)
        ? doubles(metric, resource, samples, epochNs)
        : longs(metric, resource, samples, epochNs);
  }

  private static boolean continuous(Metric metric) {
    return switch (metric.prometheusUnit()) {
      case "seconds", "ratio", "per_second" -> true;
      default -> false;
    };
  }

  private static MetricData longs(
      Metric metric, Resource resource, List<Sample> samples, long epochNs) {
    List<LongPointData> points =
        points(
            samples,
            NumberSample.class,
            s -> LongPointData.create(startNs(s), epochNs, attributes(s), (long) s.value()));
    return metric.kind() == Metric.Kind.GAUGE
        ? new OtlpMetric(
            metric, resource, MetricDataType.LONG_GAUGE, GaugeData.createLongGaugeData(points))
        : new OtlpMetric(
            metric,
            resource,
            MetricDataType.LONG_SUM,
            SumData.createLongSumData(monotonic(metric), CUMULATIVE, points));
  }

  private static MetricData doubles(
      Metric metric, Resource resource, List<Sample> samples, long epochNs) {
    List<DoublePointData> points =
        points(
            samples,
            NumberSample.class,
            s -> DoublePointData.create(startNs(s), epochNs, attributes(s), s.value(), List.of()));
    return metric.kind() == Metric.Kind.GAUGE
        ? new OtlpMetric(
            metric, resource, MetricDataType.DOUBLE_GAUGE, GaugeData.createDoubleGaugeData(points))
        : new OtlpMetric(
            metric,
            resource,
            MetricDataType.DOUBLE_SUM,
            SumData.createDoubleSumData(monotonic(metric), CUMULATIVE, points));
  }

  private static boolean monotonic(Metric metric) {
    return metric.kind() == Metric.Kind.COUNTER;
  }

  private static <S extends Sample, P> List<P> points(
      List<Sample> samples, Class<S> type, Function<S, P> point) {
    return samples.stream().map(type::cast).map(point).toList();
  }

  static long startNs(Sample sample) {
    return TimeUnit.MILLISECONDS.toNanos(sample.source().startEpochMs());
  }

  static Attributes attributes(Sample sample) {
    var attributes = Attributes.builder();
    List<String> keys = sample.metric().labels();
    for (int i = 0; i < keys.size(); i++) {
      attributes.put(keys.get(i), sample.labels().get(i));
    }
    return attributes.build();
  }
}
