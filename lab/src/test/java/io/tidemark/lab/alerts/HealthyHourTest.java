package io.tidemark.lab.alerts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An hour of an ordinary service, with more and more noise in every series: no alert fires at any
 * moment of it. The series are those of the lab's healthy run, with a daily peak's worth of growth.
 */
class HealthyHourTest {
  private static final Path ALERTS = Path.of("..", "alerts").toAbsolutePath().normalize();
  private static final int SAMPLES = 240; // an hour, every 15 seconds
  private static final String HOST = "job=\"tidemark\", instance=\"h:9464\"";
  private static final String NAMESPACE = HOST + ", tidemark_net_namespace=\"host\"";
  private static final String DESTINATION =
      ", network_local_address=\"10.0.0.1\", network_peer_address=\"10.0.0.9\","
          + " network_peer_port=\"11211\"";
  private static final String JVM =
      HOST + ", service_name=\"dataplane\", service_instance_id=\"h-1\"";

  private final List<String> series = new ArrayList<>();
  private Random random = new Random(1);
  private double noise;

  @TempDir private Path directory;

  @BeforeEach
  void findPromtool() {
    boolean required = System.getenv("TIDEMARK_REQUIRE_ALL") != null;
    assumeTrue(required || AlertRulesTest.onPath("promtool"), "promtool is not installed");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.05, 0.20})
  void wakesNobody(double share) throws Exception {
    noise = share;
    random = new Random(1);
    traffic("web", 1500, 12);
    traffic("feeds", 600, 40);
    traffic("search", 300, 50);
    traffic("mobile", 1200, 5);
    traffic("bulk", 45, 120);
    dials();
    jvm();
    host();
    AlertRulesTest.promtool("test", List.of(write().toString()));
  }

  private void traffic(String client, double requests, double items) {
    String row =
        JVM
            + ", client_name=\""
            + client
            + "\", rpc_method=\"Posts/Get\", rpc_system_name=\"grpc\"";
    counter("tidemark_rpc_server_requests_total", row, requests);
    counter("tidemark_rpc_server_request_items_sum", row, requests * items);
    counter("tidemark_rpc_tasks_total", row, requests * items);
    counter("tidemark_rpc_dials_total", row, requests / 100);
    counter("tidemark_rpc_log_events_total", row + ", tidemark_log_level=\"info\"", requests);
  }

  private void dials() {
    String peer = JVM + ", network_peer_address=\"10.0.0.9\", network_peer_port=\"11211\"";
    counter("tidemark_dial_duration_seconds_bucket", peer + ", le=\"0.0009765625\"", 30);
    counter("tidemark_dial_duration_seconds_bucket", peer + ", le=\"+Inf\"", 36);
    counter("tidemark_dial_errors_total", peer + ", error_type=\"connection_refused\"", 0.1);
    gauge("tidemark_tcp_ports_limit", NAMESPACE, 28_232, 0);
    gauge("tidemark_tcp_ports_used", NAMESPACE + DESTINATION, 4_000, noise);
    gauge(
        "tidemark_tcp_source_ports_used",
        NAMESPACE + ", network_local_address=\"10.0.0.1\"",
        6_000,
        noise);
    gauge("tidemark_tcp_dial_rate_per_second", NAMESPACE + DESTINATION, 60, noise);
  }

  private void jvm() {
    String log = JVM + ", tidemark_log_logger=\"a.B\", tidemark_log_level=\"warn\"";
    counter("tidemark_log_events_total", log, 120);
    counter("tidemark_log_blocked_seconds_total", JVM + ", tidemark_log_logger=\"a.B\"", 1.5);
    gauge("process_thread_count", JVM, 340, noise);
    gauge("tidemark_process_thread_baseline", JVM, 330, 0);
    counter("jvm_gc_duration_seconds_sum", JVM + ", jvm_gc_name=\"G1 young\"", 0.5);
    gauge("tidemark_jvm_stopped_ratio", JVM, 0.04, noise);
    gauge("tidemark_jvm_pause_age_seconds", JVM, 0.2, noise);
    gauge("process_unix_file_descriptor_count", JVM, 500, noise);
    gauge("tidemark_process_unix_file_descriptor_limit", JVM, 1024, 0);
    gauge("tidemark_process_oom_kills_total", JVM, 0, 0);
    gauge("tidemark_jvm_out_of_memory_errors_total", JVM, 0, 0);
    gauge("tidemark_agent_errors_total", JVM, 0, 0);
    // A deploy, half an hour in.
    series.add("tidemark_jvm_restarts_total{" + JVM + "}\n        values: 0x120 1x120");
  }

  private void host() {
    gauge("tidemark_collector_info", HOST + ", tidemark_version=\"0.1.0\"", 1, 0);
    gauge("tidemark_collector_signal_success", HOST + ", tidemark_signal=\"sockets\"", 1, 0);
    counter("tidemark_tcp_listen_overflows_total", NAMESPACE, 0.5);
  }

  private void counter(String metric, String labels, double increment) {
    StringJoiner values = new StringJoiner(" ");
    double value = 0;
    for (int i = 0; i < SAMPLES; i++) {
      values.add(Double.toString(value));
      value += increment * around(noise);
    }
    series.add(metric + "{" + labels + "}\n        values: " + values);
  }

  private void gauge(String metric, String labels, double mean, double share) {
    StringJoiner values = new StringJoiner(" ");
    for (int i = 0; i < SAMPLES; i++) {
      values.add(Double.toString(mean * around(share)));
    }
    series.add(metric + "{" + labels + "}\n        values: " + values);
  }

  /** One, more or less: normally distributed, never below nothing. */
  private double around(double share) {
    return Math.max(0, 1 + share * random.nextGaussian());
  }

  private Path write() throws IOException {
    StringBuilder test = new StringBuilder("rule_files:\n");
    try (Stream<Path> files = Files.list(ALERTS)) {
      files
          .filter(file -> file.toString().endsWith(".yml"))
          .sorted()
          .forEach(file -> test.append("  - ").append(file).append('\n'));
    }
    test.append("evaluation_interval: 15s\ntests:\n  - interval: 15s\n    input_series:\n");
    series.forEach(one -> test.append("      - series: ").append(one).append('\n'));
    test.append(
        """
            promql_expr_test:
              - expr: count_over_time(ALERTS{alertstate="firing"}[1h])
                eval_time: 59m
                exp_samples: []
              - expr: count(tidemark:threshold) > bool 20
                eval_time: 59m
                exp_samples:
                  - {labels: '{}', value: 1}
        """);
    return Files.writeString(directory.resolve("healthy-hour.yml"), test);
  }
}
