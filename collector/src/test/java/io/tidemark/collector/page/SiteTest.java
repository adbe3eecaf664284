package io.tidemark.collector.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.export.Readers;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.verdict.Verdict;
import io.tidemark.collector.who.Death;
import io.tidemark.collector.who.Deaths;
import io.tidemark.collector.who.Exit;
import io.tidemark.segment.Metric;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Speaks HTTP/1.0 to a real server, so that every byte of a request is the test's own. */
final class SiteTest {
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final Source HOST = new Source("tidemark-collector", "h", 0, Map.of(), true);
  private static final String METRICS =
      """
      # HELP tidemark_collector_info Always 1: the collector's version.
      # TYPE tidemark_collector_info gauge
      tidemark_collector_info{tidemark_version="1",} 1.0
      """;

  private final Snapshot latest =
      new Snapshot(NOW_MS, List.of(new NumberSample(Metric.COLLECTOR_INFO, HOST, List.of("1"), 1)));
  private final Readers readers = new Readers();
  private LedgerRing ring = new LedgerRing(readers::latest, Duration.ofSeconds(10));
  private final Deaths deaths = new Deaths();
  private Site site;

  @BeforeEach
  void start() throws IOException {
    readers.accept(latest);
    site = Site.bind("127.0.0.1", 0, new Access(null, null));
    Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW_MS + 1000), ZoneOffset.UTC);
    site.start(
        new Routes(
            readers,
            ring,
            deaths,
            () -> Verdict.NONE,
            new Timeline(),
            Optional.empty(),
            clock,
            () -> Duration.ofSeconds(5)));
  }

  @AfterEach
  void stop() {
    site.close();
    ring.close();
  }

  /** Prometheus asks again on the connection that it has. */
  @Test
  void answersManyRequestsOnOneConnection() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
      socket.setSoTimeout(10_000);
      String request = "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n";
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\nhealthy") < 0) {
          int next = socket.getInputStream().read();
          assertTrue(next >= 0, () -> "closed after: " + answer);
          answer.append((char) next);
        }
        assertTrue(answer.indexOf("HTTP/1.1 200 ") >= 0, answer::toString);
        socket.getInputStream().skipNBytes(socket.getInputStream().available());
      }
    }
  }

  @Test
  void servesTheMetrics() throws IOException {
    Reply reply = get("/metrics", "Host: localhost");
    assertEquals(200, reply.status());
    assertEquals("text/plain; version=0.0.4; charset=utf-8", reply.header("Content-type"));
    assertEquals(METRICS, reply.text());
  }

  /** A peak that is over is seen by both, once, and not spent by a HEAD. */
  @Test
  void showsEachScraperTheMaximaSinceItAskedLast() throws Exception {
    pause(1);
    assertEquals("1.0", scrapedPause("Prometheus/2.42.0"));
    assertEquals("1.0", scrapedPause("Prometheus/3.1.0"));
    pause(70);
    pause(2);
    assertEquals(
        200,
        ask("HEAD /metrics HTTP/1.0\r\nHost: localhost\r\nUser-Agent: Prometheus/2.42.0\r\n\r\n")
            .status());
    assertEquals("70.0", scrapedPause("Prometheus/2.42.0"));
    pause(3);
    assertEquals("3.0", scrapedPause("Prometheus/2.42.0"));
    assertEquals("70.0", scrapedPause("Prometheus/3.1.0"));
    assertEquals("3.0", scrapedPause("Prometheus/3.1.0"));
  }

  private void pause(double seconds) {
    Source jvm = new Source("dataplane", "dataplane-0", 0, Map.of(), false);
    readers.accept(
        new Snapshot(NOW_MS, List.of(new NumberSample(Metric.PAUSE_MAX, jvm, List.of(), seconds))));
  }

  private String scrapedPause(String agent) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/metrics"))
            .header("User-Agent", agent)
            .build();
    String text = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    return text.substring(text.lastIndexOf(' ') + 1).strip();
  }

  @Test
  void servesOpenMetricsToThoseWhoAskForIt() throws IOException {
    Reply reply =
        get("/metrics", "Host: localhost", "Accept: application/openmetrics-text;version=1.0.0");
    assertEquals(
        "application/openmetrics-text; version=1.0.0; charset=utf-8", reply.header("Content-type"));
    assertTrue(reply.text().endsWith("\n# EOF\n"), reply.text());
  }

  @Test
  void compressesForThoseWhoAcceptIt() throws IOException {
    Reply reply = get("/metrics", "Host: localhost", "Accept-Encoding: deflate, gzip;q=0.5");
    assertEquals("gzip", reply.header("Content-encoding"));
    byte[] text = new GZIPInputStream(new ByteArrayInputStream(reply.body())).readAllBytes();
    assertEquals(METRICS, new String(text, StandardCharsets.UTF_8));
    assertEquals(METRICS, get("/metrics", "Host: localhost", "Accept-Encoding: gzip;q=0").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics", "/api/v1/page", "/api/v1/history", "/api/v1/live"})
  void answersHeadWithoutABody(String path) throws IOException {
    Reply reply = ask("HEAD " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n");
    assertEquals(200, reply.status());
    assertEquals("", reply.text());
  }

  /** Without the store nothing is known of a moment; what holds now does not take its place. */
  @Test
  void saysThatNothingIsKnownOfAMoment() throws IOException {
    String page = get("/?at=1600000000000&range=2h", "Host: localhost").text();
    assertTrue(page.contains("<body class=\"past\">"), page);
    assertTrue(
        page.contains(
            "<h1 id=\"verdict\">What held at 2020-09-13T12:26:40Z is not known: the store is off."),
        page);
  }

  @Test
  void servesThePageUnderAStrictPolicy() throws IOException {
    Reply reply = get("/", "Host: localhost");
    assertEquals("text/html; charset=utf-8", reply.header("Content-type"));
    assertEquals(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        reply.header("Content-security-policy"));
    assertFalse(reply.text().contains("<script>"), reply.text());
    assertFalse(reply.text().contains("style="), reply.text());
    assertEquals("nosniff", reply.header("X-content-type-options"));
    assertEquals("same-origin", reply.header("Cross-origin-resource-policy"));
  }

  /** What the page refers to is there, and may be kept for ever. */
  @Test
  void servesTheAssetsByTheirHash() throws IOException {
    String page = get("/", "Host: localhost").text();
    List<String> paths =
        Pattern.compile("/assets/[^\"]+").matcher(page).results().map(MatchResult::group).toList();
    assertEquals(7, paths.size());
    for (String path : paths) {
      Reply reply = get(path, "Host: localhost");
      assertEquals(200, reply.status(), path);
      assertEquals("private, max-age=31536000, immutable", reply.header("Cache-control"), path);
      assertTrue(path.contains("-" + Assets.sha256(reply.text()).substring(0, 12) + "."), path);
    }
  }

  /** What was taken from the package must be what its makers published. */
  @Test
  void hasUplotUnchanged() {
    assertEquals(
        List.of(
            "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
            "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04"),
        List.of(Assets.sha256(Assets.text("uplot.js")), Assets.sha256(Assets.text("uplot.css"))));
  }

  @Test
  void servesTheReport() throws IOException {
    Reply reply = get("/api/v1/who", "Host: localhost");
    assertEquals("application/json; charset=utf-8", reply.header("Content-type"));
    assertEquals(
        """
        {"window_seconds":0.0,"verdict":{"stands_out":false,"service":null,"client":null,\
        "method":null,"sentence":"Nothing stands out: the collector has just started."},"rows":[],\
        "unbounded":[],"heaviest_destination":null,"heaviest_log_site":null,"findings":[],"deaths":[]}""",
        reply.text());
  }

  @Test
  void servesWhoEndedOnThePageAndByItself() throws IOException {
    deaths.add(
        new Death(
            "feeds",
            "node-7-1",
            101,
            NOW_MS - 20_000,
            OptionalLong.of(NOW_MS - 1000),
            Exit.OOM_KILL,
            0,
            Optional.empty()));
    assertEquals(
        """
        [{"service":"feeds","instance":"node-7-1","pid":101,"exit":"oom_kill",\
        "ended_epoch_seconds":1699999999.0,"started_epoch_seconds":1699999980.0,\
        "uptime_seconds":19.0,"window_seconds":null,"heaviest":null,\
        "sentence":"feeds (node-7-1) ended 2 s ago, killed for memory, after 19 s"}]""",
        get("/api/v1/deaths", "Host: localhost").text());
    assertTrue(
        get("/", "Host: localhost")
            .text()
            .contains(
                """
                <section id="ended">
                <h2>Ended</h2>
                <ul class="lines">
                <li>feeds (node-7-1) ended 2 s ago, killed for memory, after 19 s</li>
                """));
  }

  @Test
  void isHealthyWhileItSamples() throws IOException {
    assertEquals(200, get("/-/healthy", "Host: localhost").status());
    readers.accept(new Snapshot(NOW_MS - 4001, List.of()));
    Reply stale = get("/-/healthy", "Host: localhost");
    assertEquals(503, stale.status());
    assertEquals("the last sample is older than 5 s\n", stale.text());
  }

  @ParameterizedTest
  @CsvSource({
    "200, Host: localhost:9464",
    "200, Host: LOCALHOST",
    "200, Host: 127.0.0.1:1",
    "200, Host: [::1]:9464",
    "421, Host: example.com",
    "421, Host: localhost.example.com",
    "421, Host: 127.0.0.1.example.com:9464",
    "421, Host:",
    "421, X: y",
  })
  void refusesNamesThatAreNotItsOwn(int status, String header) throws IOException {
    assertEquals(status, get("/metrics", header).status());
  }

  @ParameterizedTest
  @CsvSource({"404, /metric", "404, /metrics/", "404, /who.html", "200, /metrics?x=y"})
  void knowsItsPaths(int status, String path) throws IOException {
    assertEquals(status, get(path, "Host: localhost").status());
  }

  @Test
  void refusesOtherMethods() throws IOException {
    Reply reply = ask("POST /metrics HTTP/1.0\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi");
    assertEquals(405, reply.status());
    assertEquals("GET, HEAD", reply.header("Allow"));
  }

  @Test
  void refusesWhatIsTooLong() throws IOException {
    assertEquals(414, get("/metrics?" + "x".repeat(2000), "Host: localhost").status());
  }

  private Reply get(String path, String... headers) throws IOException {
    return ask("GET " + path + " HTTP/1.0\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
  }

  private Reply ask(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return Reply.parse(socket.getInputStream().readAllBytes());
    }
  }

  @Test
  void takesNobodysMaximaToWarmUp() throws IOException {
    NumberSample peak =
        new NumberSample(Metric.PORTS_USED_MAX, HOST, List.of("host", "a", "b", "1"), 7);
    readers.accept(new Snapshot(NOW_MS, List.of(peak)));
    readers.accept(latest);
    Routes routes =
        new Routes(
            readers,
            ring,
            deaths,
            () -> Verdict.NONE,
            new Timeline(),
            Optional.empty(),
            Clock.systemUTC(),
            () -> Duration.ofSeconds(5));
    routes.warmUp();
    assertEquals(
        List.of(peak),
        readers.read("new").samples().stream().filter(s -> s.metric().isMaximum()).toList());
  }
}
