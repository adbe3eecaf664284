package io.tidemark.collector.netns;

import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@link NamespaceChild} runs. Answers each command with a number, once it is done. */
final class NamespaceMain {
  private final List<AutoCloseable> open = new ArrayList<>();
  private final InetAddress loopback;

  private NamespaceMain(InetAddress loopback) {
    this.loopback = loopback;
  }

  @SuppressWarnings("try") // the segment is there, and its lock held, while the program runs
  public static void main(String[] arguments) throws IOException {
    long startEpochMs = ManagementFactory.getRuntimeMXBean().getStartTime();
    try (SegmentWriter writer =
        SegmentWriter.create(
            new SegmentDirectory(Path.of(arguments[0])),
            new SegmentLayout(4, 4, 8, 1),
            new SegmentIdentity(
                arguments[1],
                "0.1.0",
                System.getProperty("java.version"),
                ProcessHandle.current().pid(),
                startEpochMs))) {
      System.out.println("ready");
      new NamespaceMain(InetAddress.getByAddress(new byte[] {127, 0, 0, 1})).obey();
    }
  }

  private void obey() throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      System.out.println(
          switch (words[0]) {
            case "listen" -> listen();
            case "dial" -> dial(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            default -> flood(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
          });
    }
  }

  private int listen() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, loopback);
    open.add(server);
    return server.getLocalPort();
  }

  private int dial(int port, int times) throws IOException {
    ServerSocket server =
        open.stream()
            .filter(ServerSocket.class::isInstance)
            .map(ServerSocket.class::cast)
            .filter(candidate -> candidate.getLocalPort() == port)
            .findAny()
            .orElseThrow();
    for (int i = 0; i < times; i++) {
      Socket client = new Socket(loopback, port);
      try (Socket accepted = server.accept()) {
        client.close();
        accepted.getInputStream().readAllBytes();
      }
    }
    return times;
  }

  private int flood(int port, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress(loopback, port));
      open.add(channel);
    }
    return times;
  }
}
