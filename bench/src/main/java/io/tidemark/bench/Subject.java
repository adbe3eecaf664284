package io.tidemark.bench;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.FieldMask;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/** One running server under one agent, or none. */
final class Subject implements Closeable {
  /**
   * Enough that the server works instead of waiting to be woken, which would hide what is asked.
   */
  private static final int WINDOW = 32;

  private static final FieldMask REQUEST =
      FieldMask.newBuilder()
          .addAllPaths(IntStream.range(0, 12).mapToObj(i -> "at://did/app.post/" + i).toList())
          .build();

  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private final ManagedChannel channel;
  private final Channel calls;
  private final long startNs;

  /** What the server has used since it started. */
  record Usage(long cpuNs, long allocatedBytes) {}

  private Subject(Process process, long beganNs) throws IOException {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    int port = Integer.parseInt(answer("READY").get(0));
    this.startNs = System.nanoTime() - beganNs;
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    Metadata headers = new Metadata();
    headers.put(EchoCall.CLIENT, "bench-client");
    this.calls =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  static Subject start(List<String> agentOptions, Path segments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC"));
    command.addAll(agentOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(EchoServer.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("TIDEMARK_DIR", segments.toString());
    long beganNs = System.nanoTime();
    return new Subject(builder.start(), beganNs);
  }

  /** From the start of the process to the answer to its first request. */
  long startNs() {
    return startNs;
  }

  /** Calls the server so often, with a window of calls in flight. */
  void call(int times) {
    Semaphore window = new Semaphore(WINDOW);
    for (int i = 0; i < times; i++) {
      window.acquireUninterruptibly();
      ListenableFuture<FieldMask> answer =
          ClientCalls.futureUnaryCall(calls.newCall(EchoCall.METHOD, CallOptions.DEFAULT), REQUEST);
      answer.addListener(window::release, Runnable::run);
    }
    window.acquireUninterruptibly(WINDOW);
  }

  Usage usage() throws IOException {
    List<String> numbers = ask("stats", "STATS");
    return new Usage(Long.parseLong(numbers.get(0)), Long.parseLong(numbers.get(1)));
  }

  /** Heap in use after a full collection. */
  long heldBytes() throws IOException {
    return Long.parseLong(ask("heap", "HEAP").get(0));
  }

  private List<String> ask(String command, String word) throws IOException {
    input.write(command + "\n");
    input.flush();
    return answer(word);
  }

  // An agent may print lines of its own between the answers.
  private List<String> answer(String word) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      List<String> words = List.of(line.split(" ", -1));
      if (words.get(0).equals(word)) {
        return words.subList(1, words.size());
      }
    }
    throw new IOException("the server ended before it said " + word);
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.shutdownNow();
    }
    input.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
