package io.tidemark.collector.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PrometheusTextTest {
  private static final String OPEN_METRICS = "application/openmetrics-text";

  @Test
  void rendersEverySampleAsPrometheusText() throws IOException {
    String text = render(Samples.snapshot(), null);
    assertEquals(Resources.read("scrape.txt"), text);
    assertEquals(65, Exposition.prometheus(text).size());
  }

  @Test
  void rendersEverySampleAsOpenMetrics() throws IOException {
    String text = render(Samples.snapshot(), OPEN_METRICS);
    assertEquals(Resources.read("scrape.openmetrics.txt"), text);
    assertEquals(
        Exposition.prometheus(render(Samples.snapshot(), null)), Exposition.openMetrics(text));
  }

  /** Also those that no other test samples: a name that simpleclient refuses breaks the scrape. */
  @Test
  void rendersEveryMetricOfTheCatalogue() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      Source source = metric.scope() == Metric.Scope.JVM ? Samples.JVM : Samples.HOST;
      List<String> labels = Collections.nCopies(metric.labels().size(), "x");
      samples.add(
          metric.kind() == Metric.Kind.HISTOGRAM
              ? new HistogramSample(metric, source, labels, 0, 0, new long[Buckets.COUNT])
              : new NumberSample(metric, source, labels, 1));
    }
    Snapshot all = new Snapshot(1, samples);
    Map<String, Double> series = Exposition.prometheus(render(all, null));
    assertEquals(series, Exposition.openMetrics(render(all, OPEN_METRICS)));
    for (Metric metric : Metric.values()) {
      assertTrue(
          series.keySet().stream().anyMatch(name -> name.startsWith(metric.prometheusName())),
          metric.prometheusName());
    }
  }

  @Test
  void escapesWhatAClientCallsItself() throws IOException {
    assertEquals(
        1.0,
        Exposition.openMetrics(render(Samples.snapshot(), OPEN_METRICS))
            .get(
                "tidemark_rpc_server_requests_total[service_name=dataplane,"
                    + " service_instance_id=dataplane-0, client_name="
                    + Samples.HOSTILE
                    + ", rpc_method=x, rpc_system_name=grpc]"));
  }

  @Test
  void hasNothingToSayBeforeTheFirstSample() throws IOException {
    assertEquals("", render(Snapshot.NONE, null));
    assertEquals("# EOF\n", render(Snapshot.NONE, OPEN_METRICS));
  }

  @Test
  void answersInTheFormatThatIsAskedFor() {
    assertEquals(
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
        PrometheusText.contentType(
            "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3"));
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8", PrometheusText.contentType("text/html, */*"));
    assertEquals("text/plain; version=0.0.4; charset=utf-8", PrometheusText.contentType(null));
  }

  private static String render(Snapshot snapshot, @Nullable String accept) throws IOException {
    StringWriter text = new StringWriter();
    new PrometheusText(() -> snapshot).write(text, PrometheusText.contentType(accept));
    return text.toString();
  }
}
