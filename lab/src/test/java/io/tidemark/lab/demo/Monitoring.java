package io.tidemark.lab.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's Prometheus and Alertmanager on loopback, configured by the files that are given to
 * users, with the ports of a test; and whom they wake.
 *
 * <p>Two may run side by side, in directories of their own.
 */
final class Monitoring implements AutoCloseable {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  static final Path GIVEN = HOME.resolve("dashboards/provisioning/prometheus");

  private final Path directory;
  private final String config;
  private final Webhook webhook = new Webhook();
  private final int prometheusPort = BuiltTree.freePort();
  private final List<Process> processes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private Monitoring(Path directory, String config) throws IOException {
    this.directory = directory;
    this.config = config;
  }

  /** Watches a collector that may start later. */
  static Monitoring of(Path directory, int collectorPort) throws Exception {
    boolean required = System.getenv("TIDEMARK_REQUIRE_ALL") != null;
    assumeTrue(
        required || (onPath("prometheus") && onPath("prometheus-alertmanager")),
        "Prometheus and Alertmanager are not installed");
    return started(
        directory,
        new PrometheusServer(
            "prometheus",
            "prometheus.yml",
            List.of("127.0.0.1:9464", "127.0.0.1:" + collectorPort),
            List.of()));
  }

  /** Runs some Prometheus beside an Alertmanager of its own. */
  static Monitoring started(Path directory, PrometheusServer prometheus) throws Exception {
    Monitoring monitoring = new Monitoring(Files.createDirectories(directory), prometheus.config());
    boolean started = false;
    try {
      monitoring.start(prometheus);
      started = true;
    } finally {
      if (!started) {
        monitoring.close();
      }
    }
    return monitoring;
  }

  /**
   * A Prometheus, and what it is told.
   *
   * @param program its name or path
   * @param config which of the given files configures it
   * @param replacements in that file: what stands there, and what a test has in its place
   * @param flags further options
   */
  record PrometheusServer(
      String program, String config, List<String> replacements, List<String> flags) {}

  private void start(PrometheusServer server) throws Exception {
    int alertmanagerPort = BuiltTree.freePort();
    List<String> replacements = new ArrayList<>(server.replacements());
    replacements.addAll(
        List.of(
            "../../../alerts/",
            HOME.resolve("alerts") + "/",
            "127.0.0.1:9093",
            "127.0.0.1:" + alertmanagerPort));
    Path alertmanager =
        config("alertmanager.yml", "http://127.0.0.1:8080/", "http://127.0.0.1:" + webhook.port());
    Path prometheus = config(server.config(), replacements.toArray(String[]::new));
    run(
        List.of(),
        "prometheus-alertmanager",
        "--config.file=" + alertmanager,
        "--storage.path=" + directory.resolve("alertmanager"),
        "--cluster.listen-address=",
        "--web.listen-address=127.0.0.1:" + alertmanagerPort);
    run(
        server.flags(),
        server.program(),
        "--config.file=" + prometheus,
        "--storage.tsdb.path=" + directory.resolve("prometheus"),
        "--web.listen-address=127.0.0.1:" + prometheusPort);
    Await.equal(true, () -> ready(prometheusPort) && ready(alertmanagerPort));
  }

  // The users' own file, so that it is what is tested.
  private Path config(String name, String... replacements) throws IOException {
    String text = Files.readString(GIVEN.resolve(name));
    for (int i = 0; i < replacements.length; i += 2) {
      assertTrue(text.contains(replacements[i]), replacements[i] + " is not in " + name);
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return Files.writeString(directory.resolve(name), text);
  }

  private void run(List<String> flags, String... program) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(flags);
    Path log = directory.resolve(Path.of(program[0]).getFileName() + ".log");
    processes.add(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  private boolean ready(int port) throws InterruptedException {
    try {
      return get("http://127.0.0.1:" + port + "/-/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  int prometheusPort() {
    return prometheusPort;
  }

  /** How it comes by its data: the name of the file that configures it. */
  @Override
  public String toString() {
    return config;
  }

  Webhook webhook() {
    return webhook;
  }

  /** The series of a query over a time, at a step of two seconds. */
  JsonArray series(String query, Instant from, Instant to)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        get(
            "http://127.0.0.1:%d/api/v1/query_range?start=%d&end=%d&step=2&query=%s"
                .formatted(
                    prometheusPort,
                    from.getEpochSecond(),
                    to.getEpochSecond(),
                    URLEncoder.encode(query, UTF_8)));
    assertTrue(answer.statusCode() == 200, () -> query + ": " + answer.body());
    JsonObject data = JsonParser.parseString(answer.body()).getAsJsonObject();
    return data.getAsJsonObject("data").getAsJsonArray("result");
  }

  /** The alerts that are pending or firing now. */
  JsonArray alerts() throws IOException, InterruptedException {
    String answer = get("http://127.0.0.1:" + prometheusPort + "/api/v1/alerts").body();
    return JsonParser.parseString(answer)
        .getAsJsonObject()
        .getAsJsonObject("data")
        .getAsJsonArray("alerts");
  }

  private HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Override
  public void close() throws IOException {
    processes.forEach(Process::destroy);
    try {
      for (Process process : processes) {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      processes.forEach(Process::destroyForcibly);
      Thread.currentThread().interrupt();
    }
    webhook.close();
  }
}
