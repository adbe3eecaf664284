package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.collector.export.OtlpReceiver;
import io.tidemark.collector.jvm.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar in a JVM of its own: starts, is scraped, pushes, stops, and says nothing on stderr. */
final class CollectIT {
  private static final int SIGTERM_EXIT = 128 + 15;

  @TempDir private Path directory;

  @Test
  void collectsOnTheRunningJdk() throws Exception {
    collects(ChildJvm.running());
  }

  @Test
  void collectsOnJdk25() throws Exception {
    collects(jdk25());
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void pushesOnTheRunningJdk(String protocol) throws Exception {
    pushes(ChildJvm.running(), protocol);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void pushesOnJdk25(String protocol) throws Exception {
    pushes(jdk25(), protocol);
  }

  private void collects(Path java) throws IOException, InterruptedException {
    try (CollectorProcess collector = CollectorProcess.start(java, directory, Map.of())) {
      String metrics = collector.get("/metrics");
      assertTrue(metrics.startsWith("200 # HELP "), metrics);
      assertTrue(metrics.contains("\ntidemark_collector_info{tidemark_version="), metrics);
      assertEquals("200 healthy\n", collector.get("/-/healthy"));
      assertTrue(collector.get("/").startsWith("200 <!DOCTYPE html>"));
      assertTrue(collector.get("/api/v1/who").contains("\"stands_out\":false"));
      assertEquals(SIGTERM_EXIT, collector.terminate());
      assertEquals("", collector.err());
    }
  }

  private void pushes(Path java, String protocol) throws IOException, InterruptedException {
    try (OtlpReceiver receiver =
            protocol.equals("grpc") ? OtlpReceiver.grpc() : OtlpReceiver.http();
        CollectorProcess collector =
            CollectorProcess.start(
                java,
                directory,
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    receiver.endpoint(),
                    "OTEL_EXPORTER_OTLP_PROTOCOL",
                    protocol,
                    "OTEL_METRIC_EXPORT_INTERVAL",
                    "3600000"))) {
      assertEquals(SIGTERM_EXIT, collector.terminate());
      String last = receiver.next().toString();
      assertTrue(last.contains("name: \"tidemark.collector.info\""), last);
      assertEquals("", collector.err());
    }
  }

  private static Path jdk25() throws IOException {
    Optional<Path> java = ChildJvm.installed(25);
    if (!"1".equals(System.getenv("TIDEMARK_REQUIRE_ALL"))) {
      assumeTrue(java.isPresent(), "no JDK 25 is installed");
    }
    return java.orElseThrow();
  }
}
