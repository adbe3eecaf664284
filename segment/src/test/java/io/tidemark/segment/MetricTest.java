package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricTest {
  @Test
  void prometheusNamesCarryBaseUnitAndTotal() {
    assertEquals("tidemark_rpc_server_requests_total", Metric.REQUESTS.prometheusName());
    assertEquals("rpc_server_call_duration_seconds", Metric.DURATION.prometheusName());
    assertEquals("tidemark_rpc_server_request_size_bytes", Metric.REQUEST_SIZE.prometheusName());
    assertEquals("tidemark_rpc_server_request_items", Metric.ITEMS.prometheusName());
    assertEquals("jvm_thread_count", Metric.JVM_THREADS.prometheusName());
  }

  @Test
  void everyMetricSaysWhatItIs() {
    for (Metric metric : Metric.values()) {
      assertTrue(metric.otelName().matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+"), metric.name());
      assertTrue(metric.help().endsWith("."), metric.name());
      assertTrue(metric.unit().matches("s|By|\\{[a-z_]+\\}(/s)?") || share(metric), metric.name());
    }
  }

  private static boolean share(Metric metric) {
    return metric.unit().equals("1") && metric.kind() == Metric.Kind.GAUGE;
  }

  @Test
  void maximaAreGaugesThatSayOfWhichTime() {
    for (Metric metric : Metric.values()) {
      boolean says = metric.help().endsWith("since the same reader asked last.");
      assertEquals(says, metric.isMaximum(), metric.name());
      assertTrue(!says || metric.kind() == Metric.Kind.GAUGE, metric.name());
    }
    assertTrue(Metric.PAUSE_MAX.isMaximum());
  }

  /** The README's table is this text; a metric that is added or changed must be told there. */
  @Test
  void theReadmeHasTheWholeCatalogue() throws IOException {
    String table =
        Stream.of(Metric.values()).map(MetricTest::row).collect(Collectors.joining("\n"));
    String readme = Files.readString(Path.of("..", "README.md"));
    assertTrue(readme.contains(table), "README.md lacks this table:\n" + table);
  }

  private static String row(Metric metric) {
    return "| `%s` | `%s` | %s | %s | %s |"
        .formatted(
            metric.otelName(),
            metric.prometheusName(),
            metric.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            metric.labels().isEmpty() ? "" : "`" + String.join("` `", metric.labels()) + "`",
            metric.help());
  }
}
