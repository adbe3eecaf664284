package io.tidemark.lab.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.lab.otlp.OtlpGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prometheus 3 and Alertmanager on loopback that scrape nothing and take what a collector pushes by
 * OTLP, configured by the file that is given to users.
 *
 * <p>Debian builds Prometheus without its receiver of OTLP; then {@link OtlpGateway} stands in for
 * that one part.
 */
final class OtlpMonitoring implements AutoCloseable {
  private static final boolean REQUIRED = System.getenv("TIDEMARK_REQUIRE_ALL") != null;
  private static final String CONFIG = "prometheus-otlp.yml";
  private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.");
  private static final Pattern ATTRIBUTE = Pattern.compile("(?m)^    - (\\S+)$");

  private final Optional<Monitoring> monitoring;
  private final Optional<OtlpGateway> gateway;

  private OtlpMonitoring(Optional<Monitoring> monitoring, Optional<OtlpGateway> gateway) {
    this.monitoring = monitoring;
    this.gateway = gateway;
  }

  /** Waits for a collector that may start later; does nothing where there is no Prometheus 3. */
  static OtlpMonitoring of(Path directory) throws Exception {
    String program = Optional.ofNullable(System.getenv("TIDEMARK_PROMETHEUS3")).orElse("");
    if (!REQUIRED && !Files.isExecutable(Path.of(program))) {
      return new OtlpMonitoring(Optional.empty(), Optional.empty());
    }
    assertIsNew(program);
    boolean receives = output(program, "--help").contains("--web.enable-otlp-receiver");
    Monitoring monitoring =
        Monitoring.started(
            directory,
            new Monitoring.PrometheusServer(
                program,
                CONFIG,
                List.of(),
                List.of(
                    receives ? "--web.enable-otlp-receiver" : "--web.enable-remote-write-receiver",
                    "--enable-feature=native-histograms")));
    return new OtlpMonitoring(
        Optional.of(monitoring),
        receives
            ? Optional.empty()
            : Optional.of(new OtlpGateway(monitoring.prometheusPort(), promoted())));
  }

  private static void assertIsNew(String program) throws IOException, InterruptedException {
    String version = output(program, "--version");
    assertTrue(
        VERSION.matcher(version).results().anyMatch(found -> Integer.parseInt(found.group(1)) >= 3),
        () -> "expected Prometheus 3 or newer, found " + version);
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }

  private static Set<String> promoted() throws IOException {
    String text = Files.readString(Monitoring.GIVEN.resolve(CONFIG));
    String list =
        text.substring(text.indexOf("promote_resource_attributes:"), text.indexOf("storage:"));
    return ATTRIBUTE
        .matcher(list)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  /** What a collector is told, as {@link #CONFIG} says it. */
  Map<String, String> environment() {
    return gateway
        .map(OtlpGateway::port)
        .or(() -> monitoring.map(Monitoring::prometheusPort))
        .map(OtlpMonitoring::environment)
        .orElse(Map.of());
  }

  private static Map<String, String> environment(int port) {
    return Map.of(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "http://127.0.0.1:" + port + "/api/v1/otlp",
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "http/protobuf",
        "OTEL_METRIC_EXPORT_INTERVAL",
        "5000");
  }

  /** The given one, and this one if it is there. */
  List<Monitoring> and(Monitoring other) {
    return Stream.concat(Stream.of(other), monitoring.stream()).toList();
  }

  /** Checks, after all else, that this one was there, and has everything that was pushed. */
  void assertComplete() {
    assumeTrue(
        monitoring.isPresent(), "TIDEMARK_PROMETHEUS3 names no Prometheus 3; .ci/run gets one");
    assertEquals(List.of(), gateway.map(OtlpGateway::failures).orElse(List.of()));
  }

  @Override
  public void close() throws IOException {
    gateway.ifPresent(OtlpGateway::close);
    if (monitoring.isPresent()) {
      monitoring.get().close();
    }
  }
}
