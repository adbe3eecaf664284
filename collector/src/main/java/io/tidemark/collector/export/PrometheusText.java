package io.tidemark.collector.export;

import io.prometheus.client.Collector;
import io.prometheus.client.exporter.common.TextFormat;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The last snapshot as Prometheus text 0.0.4 or OpenMetrics 1.0, and the one class that knows
 * simpleclient.
 *
 * <p>Metrics of a JVM carry {@code service_name} and {@code service_instance_id} before their own
 * labels. Histograms have the bounds of {@link ClassicBuckets}. A family is built only when it is
 * its turn to be written. Thread-safe.
 */
public final class PrometheusText extends Collector {
  private static final List<String> JVM_LABELS = List.of("service_name", "service_instance_id");

  /** Texts of the bounds that {@link ClassicBuckets} has, thousands of which are in a scrape. */
  private static final int LEAST_EXPONENT = -10;

  private static final List<String> BOUNDS =
      IntStream.rangeClosed(LEAST_EXPONENT, 24).mapToObj(PrometheusText::bound).toList();

  /** What a metric and its labels are called, made once. */
  private record Names(
      String family,
      String name,
      String bucket,
      String count,
      String sum,
      List<String> labels,
      List<String> bucketLabels) {
    static Names of(Metric metric) {
      String name = metric.prometheusName();
      List<String> labels = labelNames(metric);
      return new Names(
          familyName(metric),
          name,
          name + "_bucket",
          name + "_count",
          name + "_sum",
          labels,
          append(labels, "le"));
    }
  }

  private static final Map<Metric, Names> NAMES = new EnumMap<>(Metric.class);

  static {
    for (Metric metric : Metric.values()) {
      NAMES.put(metric, Names.of(metric));
    }
  }

  private final Supplier<Snapshot> latest;

  /**
   * @param latest gives the last snapshot, at once
   */
  public PrometheusText(Supplier<Snapshot> latest) {
    this.latest = latest;
  }

  /** The content type to answer a request's {@code Accept} header with. */
  public static String contentType(@Nullable String accept) {
    return TextFormat.chooseContentType(accept);
  }

  /**
   * Writes the last snapshot.
   *
   * @param contentType one that {@link #contentType} returned
   */
  public void write(Writer out, String contentType) throws IOException {
    TextFormat.writeFormat(contentType, out, families());
  }

  @Override
  public List<MetricFamilySamples> collect() {
    List<MetricFamilySamples> families = new ArrayList<>();
    families().asIterator().forEachRemaining(families::add);
    return families;
  }

  @SuppressWarnings("JdkObsolete") // simpleclient's writer takes an Enumeration
  private Enumeration<MetricFamilySamples> families() {
    Iterator<Map.Entry<Metric, Collection<Sample>>> families =
        Families.of(latest.get()).entrySet().iterator();
    return new Enumeration<>() {
      @Override
      public boolean hasMoreElements() {
        return families.hasNext();
      }

      @Override
      public MetricFamilySamples nextElement() {
        Map.Entry<Metric, Collection<Sample>> family = families.next();
        return family(family.getKey(), family.getValue());
      }
    };
  }

  private static MetricFamilySamples family(Metric metric, Collection<Sample> samples) {
    Names names = Objects.requireNonNull(NAMES.get(metric));
    List<MetricFamilySamples.Sample> series = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      if (sample instanceof NumberSample number) {
        series.add(
            new MetricFamilySamples.Sample(
                names.name(), names.labels(), labelValues(sample), number.value()));
      } else if (sample instanceof HistogramSample histogram) {
        addHistogram(series, names, histogram);
      }
    }
    return new MetricFamilySamples(
        names.family(), metric.prometheusUnit(), type(metric), metric.help(), series);
  }

  // A counter's family is named without _total, or its unit would not end the name.
  private static String familyName(Metric metric) {
    String name = metric.prometheusName();
    return metric.kind() == Metric.Kind.COUNTER
        ? name.substring(0, name.length() - "_total".length())
        : name;
  }

  private static Type type(Metric metric) {
    return switch (metric.kind()) {
      case COUNTER -> Type.COUNTER;
      case HISTOGRAM -> Type.HISTOGRAM;
      case GAUGE, UP_DOWN_COUNTER -> Type.GAUGE;
    };
  }

  private static void addHistogram(
      List<MetricFamilySamples.Sample> series, Names names, HistogramSample histogram) {
    List<String> values = labelValues(histogram);
    for (int exponent : ClassicBuckets.exponents(histogram.metric())) {
      String bound = BOUNDS.get(exponent - LEAST_EXPONENT);
      series.add(
          new MetricFamilySamples.Sample(
              names.bucket(),
              names.bucketLabels(),
              append(values, bound),
              histogram.countUpTo(exponent)));
    }
    series.add(
        new MetricFamilySamples.Sample(
            names.bucket(), names.bucketLabels(), append(values, "+Inf"), histogram.count()));
    series.add(
        new MetricFamilySamples.Sample(names.count(), names.labels(), values, histogram.count()));
    series.add(
        new MetricFamilySamples.Sample(names.sum(), names.labels(), values, histogram.sum()));
  }

  // All digits: the JDK's own text of a small number is 9.765625E-4.
  private static String bound(int exponent) {
    String digits = new BigDecimal(Math.scalb(1.0, exponent)).toPlainString();
    return exponent < 0 ? digits : digits + ".0";
  }

  private static List<String> labelNames(Metric metric) {
    List<String> names = new ArrayList<>();
    if (metric.scope() == Metric.Scope.JVM) {
      names.addAll(JVM_LABELS);
    }
    metric.labels().forEach(label -> names.add(Metric.toPrometheus(label)));
    return names;
  }

  private static List<String> labelValues(Sample sample) {
    if (sample.metric().scope() != Metric.Scope.JVM) {
      return sample.labels();
    }
    List<String> values = new ArrayList<>(sample.labels().size() + 2);
    values.add(sample.source().service());
    values.add(sample.source().instance());
    values.addAll(sample.labels());
    return values;
  }

  private static List<String> append(List<String> list, String last) {
    List<String> longer = new ArrayList<>(list.size() + 1);
    longer.addAll(list);
    longer.add(last);
    return longer;
  }
}
