package io.tidemark.bench;

import com.google.protobuf.FieldMask;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The server that is compared: a process of its own, which calls itself once, prints {@code READY
 * port}, and then answers {@code stats} and {@code heap} on standard input with what it has used so
 * far. Ends with its input.
 */
public final class EchoServer {
  private static final FieldMask ANSWER = FieldMask.newBuilder().addPaths("answer").build();

  private EchoServer() {}

  public static void main(String[] args) throws IOException {
    ExecutorService handlers = Executors.newFixedThreadPool(4);
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(handlers)
            .addService(
                ServerServiceDefinition.builder(EchoCall.SERVICE)
                    .addMethod(
                        EchoCall.METHOD,
                        ServerCalls.asyncUnaryCall(
                            (request, response) -> {
                              response.onNext(ANSWER);
                              response.onCompleted();
                            }))
                    .build())
            .build()
            .start();
    callOnce(server.getPort());
    System.out.println("READY " + server.getPort());
    answerCommands();
    server.shutdownNow();
    handlers.shutdownNow();
  }

  private static void callOnce(int port) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    ClientCalls.blockingUnaryCall(
        channel, EchoCall.METHOD, CallOptions.DEFAULT, FieldMask.getDefaultInstance());
    channel.shutdownNow();
  }

  private static void answerCommands() throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String command = commands.readLine(); command != null; command = commands.readLine()) {
      switch (command) {
        case "stats" -> System.out.println("STATS " + cpuNs() + " " + allocatedBytes());
        case "heap" -> System.out.println("HEAP " + heldBytes());
        default -> System.out.println("expected stats or heap, found " + command);
      }
    }
  }

  private static long cpuNs() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  // Of living threads: none that handles a request ends before the server does.
  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  private static long heldBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
