package io.tidemark.collector.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When counters of one resource began. */
final class OtlpStartsTest {
  @Test
  void keepsCountersOfOneResourceTogetherWhenTheyBeganAtDifferentTimes() {
    List<Sample> samples =
        List.of(opens("host", 1_000), opens("a/node-7-1", 2_000), opens("b/node-7-1", 1_000));
    Collection<MetricData> metrics =
        new OtlpMetrics(() -> new Snapshot(9_000, samples)).produce(Resource.empty());
    assertEquals(
        List.of("tidemark.tcp.opens {a/node-7-1 2000, b/node-7-1 1000, host 1000}"),
        metrics.stream().map(OtlpStartsTest::text).toList());
  }

  private static Sample opens(String namespace, long startEpochMs) {
    Source host = new Source("collector", "node-7", startEpochMs, Map.of(), true);
    return new NumberSample(Metric.TCP_OPENS, host, List.of(namespace, "active"), 1);
  }

  private static String text(MetricData metric) {
    List<String> points =
        metric.getLongSumData().getPoints().stream().map(OtlpStartsTest::text).sorted().toList();
    return metric.getName() + " {" + String.join(", ", points) + "}";
  }

  private static String text(LongPointData point) {
    Object namespace =
        point.getAttributes().asMap().entrySet().stream()
            .filter(entry -> entry.getKey().getKey().equals("tidemark.net.namespace"))
            .map(Map.Entry::getValue)
            .findAny()
            .orElseThrow();
    return namespace + " " + point.getStartEpochNanos() / 1_000_000;
  }
}
