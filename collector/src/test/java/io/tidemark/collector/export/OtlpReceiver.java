package io.tidemark.collector.export;

import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A real OTLP receiver, by gRPC or HTTP, that keeps what it is sent. */
public final class OtlpReceiver implements AutoCloseable {
  private final BlockingQueue<ExportMetricsServiceRequest> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<ExportLogsServiceRequest> logs = new LinkedBlockingQueue<>();
  private final int port;
  private final Runnable stop;
  private volatile boolean unavailable;

  private interface Start {
    Running with(OtlpReceiver receiver, InetSocketAddress address) throws IOException;
  }

  private record Running(int port, Runnable stop) {}

  private OtlpReceiver(Start start, int port) throws IOException {
    Running running =
        start.with(this, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    this.port = running.port();
    this.stop = running.stop();
  }

  public static OtlpReceiver grpc() throws IOException {
    return new OtlpReceiver(OtlpReceiver::startGrpc, 0);
  }

  public static OtlpReceiver http() throws IOException {
    return new OtlpReceiver(OtlpReceiver::startHttp, 0);
  }

  /** One of {@code grpc} or {@code http/protobuf}, at a port; 0 for any free one. */
  public static OtlpReceiver of(String protocol, int port) throws IOException {
    return new OtlpReceiver(
        protocol.equals("grpc") ? OtlpReceiver::startGrpc : OtlpReceiver::startHttp, port);
  }

  /** Refuses, by UNAVAILABLE or 503, what it is sent from now on. */
  public OtlpReceiver unavailable() {
    unavailable = true;
    return this;
  }

  private static Running startGrpc(OtlpReceiver receiver, InetSocketAddress address)
      throws IOException {
    Server server =
        NettyServerBuilder.forAddress(address)
            .addService(
                new MetricsServiceGrpc.MetricsServiceImplBase() {
                  @Override
                  public void export(
                      ExportMetricsServiceRequest request,
                      StreamObserver<ExportMetricsServiceResponse> response) {
                    if (receiver.unavailable) {
                      response.onError(Status.UNAVAILABLE.asRuntimeException());
                      return;
                    }
                    receiver.received.add(request);
                    response.onNext(ExportMetricsServiceResponse.getDefaultInstance());
                    response.onCompleted();
                  }
                })
            .addService(
                new LogsServiceGrpc.LogsServiceImplBase() {
                  @Override
                  public void export(
                      ExportLogsServiceRequest request,
                      StreamObserver<ExportLogsServiceResponse> response) {
                    receiver.logs.add(request);
                    response.onNext(ExportLogsServiceResponse.getDefaultInstance());
                    response.onCompleted();
                  }
                })
            .build()
            .start();
    return new Running(server.getPort(), server::shutdownNow);
  }

  private static Running startHttp(OtlpReceiver receiver, InetSocketAddress address)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/v1/metrics",
        exchange -> {
          try (exchange) {
            if (receiver.unavailable) {
              exchange.sendResponseHeaders(503, -1);
              return;
            }
            receiver.received.add(
                ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes()));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    return new Running(server.getAddress().getPort(), () -> server.stop(0));
  }

  public int port() {
    return port;
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** The next message; fails when none comes for half a minute. */
  public ExportMetricsServiceRequest next() throws InterruptedException {
    ExportMetricsServiceRequest next = received.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was received");
    }
    return next;
  }

  /** The next log events; fails when none come for half a minute. */
  ExportLogsServiceRequest nextLogs() throws InterruptedException {
    ExportLogsServiceRequest next = logs.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no log event was received");
    }
    return next;
  }

  int waiting() {
    return received.size();
  }

  @Override
  public void close() {
    stop.run();
  }
}
