package io.tidemark.collector.export;

import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
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
  private final int port;
  private final Runnable stop;

  private interface Start {
    Running with(OtlpReceiver receiver) throws IOException;
  }

  private record Running(int port, Runnable stop) {}

  private OtlpReceiver(Start start) throws IOException {
    Running running = start.with(this);
    this.port = running.port();
    this.stop = running.stop();
  }

  public static OtlpReceiver grpc() throws IOException {
    return new OtlpReceiver(OtlpReceiver::startGrpc);
  }

  public static OtlpReceiver http() throws IOException {
    return new OtlpReceiver(OtlpReceiver::startHttp);
  }

  private static Running startGrpc(OtlpReceiver receiver) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(anyPort())
            .addService(
                new MetricsServiceGrpc.MetricsServiceImplBase() {
                  @Override
                  public void export(
                      ExportMetricsServiceRequest request,
                      StreamObserver<ExportMetricsServiceResponse> response) {
                    receiver.received.add(request);
                    response.onNext(ExportMetricsServiceResponse.getDefaultInstance());
                    response.onCompleted();
                  }
                })
            .build()
            .start();
    return new Running(server.getPort(), server::shutdownNow);
  }

  private static Running startHttp(OtlpReceiver receiver) throws IOException {
    HttpServer server = HttpServer.create(anyPort(), 0);
    server.createContext(
        "/v1/metrics",
        exchange -> {
          try (exchange) {
            receiver.received.add(
                ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes()));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
    return new Running(server.getAddress().getPort(), () -> server.stop(0));
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
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

  int waiting() {
    return received.size();
  }

  @Override
  public void close() {
    stop.run();
  }
}
