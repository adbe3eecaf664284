package io.tidemark.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How long a scrape of 5,000 series takes: {@link ScrapedSite} in a JVM of its own, with the
 * options that the collector's README names, is asked for both formats, plain and compressed. From
 * the request until the last byte, seen from the client, and the processor time of the site, which
 * a noisy machine changes less.
 */
final class Scrapes {
  private static final int WARM_UP = 100;
  private static final int SCRAPES = 300;
  private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI metrics;
  private final Process site;
  private final OutputStream beat;

  private Scrapes(int port, Process site) {
    this.metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    this.site = site;
    this.beat = site.getOutputStream();
  }

  /** Argument: the file with the collector's JVM options. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 1) {
      System.err.println("expected the collector's java.options; run bench/run scrape");
      System.exit(2);
    }
    String java = ProcessHandle.current().info().command().orElse("java");
    Process site =
        new ProcessBuilder(
                java,
                "@" + arguments[0],
                "-cp",
                System.getProperty("java.class.path"),
                ScrapedSite.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = site.inputReader(StandardCharsets.UTF_8)) {
      new Scrapes(Integer.parseInt(String.valueOf(out.readLine())), site).run();
    } finally {
      site.destroy();
    }
  }

  private void run() throws IOException, InterruptedException {
    HttpRequest plain = request("text/plain", "identity");
    long firstNs = first();
    String text = client.send(plain, BodyHandlers.ofString()).body();
    long series = text.lines().filter(line -> !line.startsWith("#")).count();
    System.out.printf("%d series, the first scrape %.1f ms%n", series, firstNs / 1e6);
    System.out.println("| | KB | CPU ms | p50 ms | p99 ms | most ms |\n|---|---|---|---|---|---|");
    for (String encoding : List.of("identity", "gzip")) {
      report("Prometheus, " + encoding, request("text/plain", encoding));
      report("OpenMetrics, " + encoding, request(OPEN_METRICS, encoding));
    }
  }

  private HttpRequest request(String accept, String encoding) {
    return HttpRequest.newBuilder(metrics)
        .header("Accept", accept)
        .header("Accept-Encoding", encoding)
        .build();
  }

  private void report(String name, HttpRequest request) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP; i++) {
      timed(request);
    }
    long[] tookNs = new long[SCRAPES];
    Duration cpuBefore = cpu();
    for (int i = 0; i < SCRAPES; i++) {
      beat.write('\n');
      beat.flush();
      tookNs[i] = timed(request);
    }
    double cpuMs = cpu().minus(cpuBefore).toNanos() / 1e6 / SCRAPES;
    Arrays.sort(tookNs);
    System.out.printf(
        "| %s | %d | %.1f | %.1f | %.1f | %.1f |%n",
        name,
        client.send(request, BodyHandlers.ofByteArray()).body().length / 1000,
        cpuMs,
        tookNs[SCRAPES / 2] / 1e6,
        tookNs[SCRAPES * 99 / 100] / 1e6,
        tookNs[SCRAPES - 1] / 1e6);
  }

  /** A client that has not asked before, and whose own start is not measured. */
  private long first() throws IOException {
    byte[] request =
        "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    new Socket().close(); // has the client's classes loaded
    long beginNs = System.nanoTime();
    try (Socket socket = new Socket(metrics.getHost(), metrics.getPort())) {
      socket.getOutputStream().write(request);
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
    return System.nanoTime() - beginNs;
  }

  private Duration cpu() {
    return site.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private long timed(HttpRequest request) throws IOException, InterruptedException {
    long beginNs = System.nanoTime();
    int status = client.send(request, BodyHandlers.ofByteArray()).statusCode();
    long tookNs = System.nanoTime() - beginNs;
    if (status != 200) {
      throw new IOException("answered " + status);
    }
    return tookNs;
  }
}
