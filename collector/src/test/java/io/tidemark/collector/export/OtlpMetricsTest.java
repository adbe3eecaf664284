package io.tidemark.collector.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.resources.Resource;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * One catalogue, two exports: what the one shows the other shows as well, and what it leaves out.
 */
final class OtlpMetricsTest {
  private static final Set<String> FRACTIONS = Set.of("s", "1", "{connection}/s");

  @Test
  void rendersEveryMetricOfTheCatalogue() {
    List<Sample> samples = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      samples.add(sample(metric, 0.75));
      String value =
          metric.kind() == Metric.Kind.HISTOGRAM
              ? ""
              : FRACTIONS.contains(metric.unit()) ? " 0.75" : " 0";
      expected.add(
          metric.otelName()
              + " "
              + metric.unit()
              + " "
              + type(metric)
              + " "
              + metric.help()
              + value);
    }
    List<String> produced =
        produce(samples).stream().map(OtlpMetricsTest::describe).collect(Collectors.toList());
    Collections.sort(expected);
    Collections.sort(produced);
    assertEquals(String.join("\n", expected), String.join("\n", produced));
  }

  /** A counter's ends and a number that is none, which must not become 0 or the greatest long. */
  @Test
  void leavesOutWhatIsNoNumberAsPrometheusDoes() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (double value :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      samples.add(sample(Metric.PORTS_LIMIT, value));
      samples.add(sample(Metric.PAUSE_AGE, value));
    }
    samples.add(sample(Metric.DURATION, Double.NaN));
    assertEquals(List.of(), produce(samples).stream().toList());
    assertEquals("", prometheus(samples));
    samples.add(sample(Metric.PORTS_FREE, 1));
    samples.add(sample(Metric.STOPPED, 1));
    assertEquals(2, produce(samples).size(), () -> produce(samples).toString());
    assertEquals(2, Exposition.prometheus(prometheus(samples)).size());
  }

  /**
   * Names and label values are the clients' own: none of them may look like a number to a reader.
   */
  @Test
  void passesLabelsThatLookLikeNumbers() throws IOException {
    Sample odd = new NumberSample(Metric.REQUESTS, Samples.JVM, List.of("+Inf", "NaN", "-0"), 1);
    MetricData produced = produce(List.of(odd)).iterator().next();
    assertEquals(
        "{client.name=\"+Inf\", rpc.method=\"NaN\", rpc.system.name=\"-0\"}",
        produced.getLongSumData().getPoints().iterator().next().getAttributes().toString());
    assertEquals(
        Set.of(
            "tidemark_rpc_server_requests_total[service_name=dataplane,"
                + " service_instance_id=dataplane-0, client_name=+Inf, rpc_method=NaN,"
                + " rpc_system_name=-0]"),
        Exposition.prometheus(prometheus(List.of(odd))).keySet());
  }

  private static Sample sample(Metric metric, double value) {
    Source source = metric.scope() == Metric.Scope.JVM ? Samples.JVM : Samples.HOST;
    List<String> labels = Collections.nCopies(metric.labels().size(), "x");
    return metric.kind() == Metric.Kind.HISTOGRAM
        ? new HistogramSample(metric, source, labels, 0, value, new long[Buckets.COUNT])
        : new NumberSample(metric, source, labels, value);
  }

  private static Collection<MetricData> produce(List<Sample> samples) {
    return new OtlpMetrics(() -> new Snapshot(1, samples)).produce(Resource.empty());
  }

  private static String prometheus(List<Sample> samples) throws IOException {
    StringWriter text = new StringWriter();
    new PrometheusText(() -> new Snapshot(1, samples))
        .write(text, PrometheusText.contentType(null));
    return text.toString();
  }

  private static String type(Metric metric) {
    boolean fraction = FRACTIONS.contains(metric.unit());
    return switch (metric.kind()) {
      case HISTOGRAM -> "EXPONENTIAL_HISTOGRAM";
      case GAUGE -> fraction ? "DOUBLE_GAUGE" : "LONG_GAUGE";
      case COUNTER -> (fraction ? "DOUBLE_SUM" : "LONG_SUM") + " monotonic";
      case UP_DOWN_COUNTER -> fraction ? "DOUBLE_SUM" : "LONG_SUM";
    };
  }

  private static String describe(MetricData data) {
    boolean monotonic =
        (data.getType() == MetricDataType.LONG_SUM && data.getLongSumData().isMonotonic())
            || (data.getType() == MetricDataType.DOUBLE_SUM
                && data.getDoubleSumData().isMonotonic());
    return data.getName()
        + " "
        + data.getUnit()
        + " "
        + data.getType()
        + (monotonic ? " monotonic" : "")
        + " "
        + data.getDescription()
        + value(data);
  }

  private static String value(MetricData data) {
    return switch (data.getType()) {
      case DOUBLE_GAUGE -> " " + only(data.getDoubleGaugeData().getPoints()).getValue();
      case DOUBLE_SUM -> " " + only(data.getDoubleSumData().getPoints()).getValue();
      case LONG_GAUGE -> " " + only(data.getLongGaugeData().getPoints()).getValue();
      case LONG_SUM -> " " + only(data.getLongSumData().getPoints()).getValue();
      default -> "";
    };
  }

  private static <P> P only(Collection<P> points) {
    assertEquals(1, points.size());
    return points.iterator().next();
  }
}
