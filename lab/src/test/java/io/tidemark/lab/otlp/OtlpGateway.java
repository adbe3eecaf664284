package io.tidemark.lab.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/**
 * A receiver of OTLP by HTTP that hands on, by remote write, what a Prometheus with a receiver of
 * its own would store. A refusal by Prometheus is one to whoever pushed.
 *
 * <p>Thread-safe.
 */
public final class OtlpGateway implements AutoCloseable {
  private final HttpServer server;
  private final Translation translation;
  private final URI remoteWrite;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  /**
   * @param prometheusPort of a Prometheus that takes remote writes, on loopback
   * @param promoted resource attributes that become labels
   */
  public OtlpGateway(int prometheusPort, Set<String> promoted) throws IOException {
    this.translation = new Translation(promoted);
    this.remoteWrite = URI.create("http://127.0.0.1:" + prometheusPort + "/api/v1/write");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/otlp/v1/metrics", this::take);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What could not be handed on, and why. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(handOn(exchange) ? 200 : 400, -1);
    }
  }

  private boolean handOn(HttpExchange exchange) throws IOException {
    try {
      List<Series> series = translation.series(request(exchange));
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(remoteWrite)
                  .header("Content-Type", "application/x-protobuf")
                  .header("Content-Encoding", "snappy")
                  .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(RemoteWrite.body(series)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return noted(answer.statusCode() / 100 == 2, answer.statusCode() + " " + answer.body());
    } catch (IllegalArgumentException e) {
      return noted(false, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return noted(false, "interrupted");
    }
  }

  private boolean noted(boolean success, String failure) {
    if (!success) {
      failures.add(failure);
    }
    return success;
  }

  private static ExportMetricsServiceRequest request(HttpExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    InputStream body = exchange.getRequestBody();
    return ExportMetricsServiceRequest.parseFrom(
        "gzip".equals(encoding) ? new GZIPInputStream(body) : body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
