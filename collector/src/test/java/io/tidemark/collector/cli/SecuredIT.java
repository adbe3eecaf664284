package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.collector.access.Certificates;
import io.tidemark.collector.jvm.ChildJvm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar behind TLS and a password, asked by the JDK's client and by a real Prometheus. */
@Execution(ExecutionMode.CONCURRENT)
final class SecuredIT {
  /** {@code U*U} and {@code U*U*}. */
  static final String FIRST = "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

  private static final String SECOND =
      "$2y$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK";
  private static final String READ = "tidemark-collector: settings were read again";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"RSA, TLSv1.2", "RSA, TLSv1.3", "EC, TLSv1.2", "EC, TLSv1.3"})
  void answersByTlsToThoseWithAPassword(String kind, String protocol) throws Exception {
    Certificates.TlsPair pair = Certificates.write(directory, "a", kind);
    try (CollectorProcess collector = start(pair, users("prom:" + FIRST))) {
      HttpClient client = client(pair.certificate(), protocol);
      assertTrue(collector.site().startsWith("https://"), collector.site());
      for (String path : new String[] {"/", "/metrics", "/api/v1/who", "/-/healthy"}) {
        assertEquals(401, status(client, collector, path, ""));
        assertEquals(401, status(client, collector, path, "prom:wrong"));
        assertEquals(200, status(client, collector, path, "prom:U*U"));
      }
      assertEquals(401, status(client, collector, "/api/v1/live", ""));
      HttpRequest listen = request(collector.site() + "/api/v1/live", "prom:U*U");
      try (Stream<String> lines = client.send(listen, BodyHandlers.ofLines()).body()) {
        assertTrue(lines.anyMatch(line -> line.startsWith("data: {")), "no message");
      }
      assertEquals("", collector.err());
    }
  }

  @Test
  void readsCertificatesAndPasswordsAgain() throws Exception {
    Certificates.TlsPair pair = Certificates.write(directory, "a", "EC");
    Certificates.TlsPair renewed = Certificates.write(directory, "b", "RSA");
    Path users = users("prom:" + FIRST);
    try (CollectorProcess collector = start(pair, users)) {
      HttpClient before = client(pair.certificate(), "TLSv1.3");
      assertEquals(200, status(before, collector, "/metrics", "prom:U*U"));
      move(renewed.certificateFile(), pair.certificateFile());
      move(renewed.keyFile(), pair.keyFile());
      collector.hangUp();
      assertEquals(READ, collector.nextLine());
      // Its connection is older than the new certificate, and goes on.
      assertEquals(200, status(before, collector, "/metrics", "prom:U*U"));
      HttpClient late = client(pair.certificate(), "TLSv1.3");
      assertThrows(SSLException.class, () -> status(late, collector, "/metrics", "prom:U*U"));
      HttpClient after = client(renewed.certificate(), "TLSv1.3");
      assertEquals(200, status(after, collector, "/metrics", "prom:U*U"));

      move(users("prom:" + SECOND, "next"), users); // without being told
      assertEquals(READ, collector.nextLine());
      assertEquals(401, status(after, collector, "/metrics", "prom:U*U"));
      assertEquals(200, status(after, collector, "/metrics", "prom:U*U*"));

      Files.writeString(users, "prom:secret\n");
      collector.hangUp();
      awaitLine(collector);
      assertEquals(
          "tidemark-collector: settings were not read again, the old ones hold: "
              + users
              + " line 1: found no bcrypt hash, expected a line that 'htpasswd -B' writes\n",
          collector.err());
      assertEquals(200, status(after, collector, "/metrics", "prom:U*U*"));
      awaitMetric(after, collector, "applied", "2.0");
      awaitMetric(after, collector, "refused", "1.0");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void readsItsConfigurationAgainOnEveryJdk(int version) throws Exception {
    Optional<Path> java = version == 17 ? Optional.of(ChildJvm.running()) : ChildJvm.installed(25);
    require(java.isPresent(), "no JDK 25 is installed");
    Path config = Files.writeString(directory.resolve("c.conf"), "interval = 1s\n");
    try (CollectorProcess collector =
        CollectorProcess.start(
            java.orElseThrow(), directory, Map.of(), "--config", config.toString())) {
      Files.writeString(config, "interval = 200ms\nhost = 127.0.0.9\n");
      collector.hangUp();
      assertEquals(READ + "; a restart is needed for --host", collector.nextLine());
      assertEquals("", collector.err());
      assertEquals(128 + 15, collector.terminate());
    }
  }

  @Test
  void saysThatItIsOpenToOthers() throws Exception {
    try (CollectorProcess collector =
        CollectorProcess.start(ChildJvm.running(), directory, Map.of(), "--host", "0.0.0.0")) {
      assertEquals(
          "tidemark-collector: listening on 0.0.0.0, which is more than this machine: whoever"
              + " reaches it can read which client calls what, and so can who listens in;"
              + " --basic-auth asks for a password, --tls-certificate and --tls-key encrypt\n",
          collector.err());
    }
  }

  @Test
  void isScrapedByPrometheus() throws Exception {
    Path prometheus = Path.of("/usr/bin/prometheus");
    require(Files.isExecutable(prometheus), "Prometheus is not installed");
    Certificates.TlsPair pair = Certificates.write(directory, "a", "EC");
    try (CollectorProcess collector = start(pair, users("prom:" + FIRST))) {
      int port = freePort();
      Path config =
          Files.writeString(
              directory.resolve("prometheus.yml"),
              """
              global: {scrape_interval: 1s}
              scrape_configs:
                - job_name: tidemark
                  scheme: https
                  tls_config: {ca_file: %s}
                  basic_auth: {username: prom, password: "U*U"}
                  static_configs: [{targets: ["%s"]}]
              """
                  .formatted(
                      pair.certificateFile(), collector.site().substring("https://".length())));
      Process scraper =
          new ProcessBuilder(
                  prometheus.toString(),
                  "--config.file=" + config,
                  "--storage.tsdb.path=" + directory.resolve("tsdb"),
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("prometheus.log").toFile())
              .start();
      try {
        awaitQuery(port, "up", "1");
        awaitQuery(port, "tidemark_collector_info", "1");
      } finally {
        scraper.destroy();
        scraper.waitFor();
      }
      assertEquals("", collector.err());
    }
  }

  private CollectorProcess start(Certificates.TlsPair pair, Path users) throws IOException {
    return CollectorProcess.start(
        ChildJvm.running(),
        directory,
        Map.of(),
        "--tls-certificate",
        pair.certificateFile().toString(),
        "--tls-key",
        pair.keyFile().toString(),
        "--basic-auth",
        users.toString());
  }

  private Path users(String line) throws IOException {
    return users(line, "users");
  }

  private Path users(String line, String name) throws IOException {
    return Files.writeString(directory.resolve(name), line + "\n");
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static int status(HttpClient client, CollectorProcess collector, String path, String pair)
      throws IOException, InterruptedException {
    return client
        .send(request(collector.site() + path, pair), BodyHandlers.ofString())
        .statusCode();
  }

  private static HttpRequest request(String address, String pair) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    if (!pair.isEmpty()) {
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return request.build();
  }

  private static HttpClient client(X509Certificate trusted, String protocol) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("trusted", trusted);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(new String[] {protocol});
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(context)
        .sslParameters(parameters)
        .build();
  }

  private static void awaitLine(CollectorProcess collector) throws IOException {
    await(() -> !collector.err().isEmpty(), "no line on stderr");
  }

  private static void awaitMetric(
      HttpClient client, CollectorProcess collector, String outcome, String value)
      throws IOException {
    String line =
        "\ntidemark_collector_reloads_total{tidemark_outcome=\"" + outcome + "\",} " + value + "\n";
    HttpRequest request = request(collector.site() + "/metrics", "prom:U*U*");
    await(() -> client.send(request, BodyHandlers.ofString()).body().contains(line), line);
  }

  private static void awaitQuery(int port, String query, String value) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + query))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    await(
        () -> {
          try {
            return client
                .send(request, BodyHandlers.ofString())
                .body()
                .matches("(?s).*\"value\":\\[[0-9.]+,\"" + value + "\"\\].*");
          } catch (ConnectException e) {
            return false; // it still starts
          }
        },
        query);
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(Condition condition, String what) throws IOException {
    long endNs = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    try {
      while (!condition.holds()) {
        assertTrue(System.nanoTime() < endNs, what);
        LockSupport.parkNanos(50_000_000);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void require(boolean present, String missing) {
    if ("1".equals(System.getenv("TIDEMARK_REQUIRE_ALL"))) {
      assertTrue(present, missing);
    } else {
      assumeTrue(present, missing);
    }
  }
}
