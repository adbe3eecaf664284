package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.export.OtlpReceiver;
import io.tidemark.collector.jvm.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A receiver of OTLP that is not there, does not answer, refuses or dies, and comes back: the
 * collector neither grows nor stops sampling nor floods its log, exports again at once, and ends in
 * time whatever the receiver does.
 */
@Execution(ExecutionMode.CONCURRENT)
final class OtlpOutageIT {
  private static final String FAILED =
      "tidemark_collector_otlp_exports_total{tidemark_outcome=\"failed\",}";
  private static final String SENT =
      "tidemark_collector_otlp_exports_total{tidemark_outcome=\"sent\",}";
  private static final int SIGTERM_EXIT = 128 + 15;
  private static final long STOP_NS = Duration.ofSeconds(5).toNanos();

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "grpc, refuses",
    "grpc, swallows",
    "grpc, unavailable",
    "grpc, dies",
    "http/protobuf, refuses",
    "http/protobuf, swallows",
    "http/protobuf, unavailable",
    "http/protobuf, dies",
  })
  void survives(String protocol, String outage) throws Exception {
    int port = freePort();
    AutoCloseable receiver = begin(outage, protocol, port);
    try (CollectorProcess collector =
        start(protocol, port, Map.of("OTEL_EXPORTER_OTLP_TIMEOUT", "300"))) {
      if (receiver instanceof OtlpReceiver living && outage.equals("dies")) {
        assertTrue(living.next().getResourceMetricsCount() > 0);
        living.close();
      }
      await(collector, FAILED, 3);
      int threads = collector.threads();
      await(collector, FAILED, 9);
      assertTrue(
          collector.threads() <= threads + 3, threads + " threads, then " + collector.threads());
      assertEquals("200 healthy\n", collector.get("/-/healthy"));
      receiver.close();
      double sent = collector.value(SENT);
      try (OtlpReceiver back = OtlpReceiver.of(protocol, port)) {
        String message = back.next().toString();
        assertTrue(message.contains("tidemark.collector.otlp.exports"), message);
        await(collector, SENT, sent + 2);
      }
      assertTrue(collector.err().lines().count() <= 1, collector.err());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "grpc, refuses",
    "grpc, swallows",
    "grpc, unavailable",
    "http/protobuf, refuses",
    "http/protobuf, swallows",
    "http/protobuf, unavailable",
  })
  void endsInTime(String protocol, String outage) throws Exception {
    int port = freePort();
    AutoCloseable receiver = begin(outage, protocol, port);
    try (CollectorProcess collector = start(protocol, port, Map.of())) {
      if (receiver instanceof ServerSocket swallowing) {
        swallowing.accept(); // an export is under way, for the ten seconds that it may take
      }
      long beginNs = System.nanoTime();
      assertEquals(SIGTERM_EXIT, collector.terminate());
      long tookNs = System.nanoTime() - beginNs;
      assertTrue(tookNs < STOP_NS, "took " + tookNs / 1_000_000 + " ms");
    }
    receiver.close();
  }

  private static AutoCloseable begin(String outage, String protocol, int port) throws IOException {
    return switch (outage) {
      case "swallows" -> new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
      case "unavailable" -> OtlpReceiver.of(protocol, port).unavailable();
      case "dies" -> OtlpReceiver.of(protocol, port);
      default -> () -> {};
    };
  }

  private CollectorProcess start(String protocol, int port, Map<String, String> more)
      throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + port);
    environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "100");
    return CollectorProcess.start(ChildJvm.running(), directory, environment);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until a counter has come to a value, by the samples that go on. */
  private static void await(CollectorProcess collector, String series, double value)
      throws IOException, InterruptedException {
    long endNs = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (collector.value(series) < value) {
      assertTrue(System.nanoTime() < endNs, series + " is " + collector.value(series));
      LockSupport.parkNanos(100_000_000);
    }
  }
}
