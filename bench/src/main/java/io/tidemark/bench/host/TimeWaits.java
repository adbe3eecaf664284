package io.tidemark.bench.host;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes sockets in TIME_WAIT: dials a listener of its own on loopback, and closes first. From many
 * source addresses, since the search for a free port slows down when few are left.
 */
final class TimeWaits implements Closeable {
  private static final int PER_SOURCE = 5_000;
  private static final Pattern WAITING = Pattern.compile("\\btw (\\d+)");

  private final ServerSocket listener;
  private int made;

  TimeWaits() throws IOException {
    listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "acceptor");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Dials until so many sockets wait; returns how many do. */
  int fill(int wanted) throws IOException {
    int waiting = waiting();
    while (waiting < wanted) {
      for (int i = Math.min(1000, wanted - waiting); i > 0; i--) {
        dial();
      }
      waiting = waiting();
    }
    return waiting;
  }

  void dial() throws IOException {
    int source = made++ / PER_SOURCE;
    try (Socket socket = new Socket()) {
      socket.bind(
          new InetSocketAddress("127.1." + source / 250 % 250 + "." + (1 + source % 250), 0));
      socket.connect(listener.getLocalSocketAddress());
    }
  }

  static int waiting() throws IOException {
    Matcher waiting = WAITING.matcher(Files.readString(Path.of("/proc/net/sockstat")));
    if (!waiting.find()) {
      throw new IOException("/proc/net/sockstat tells no sockets in TIME_WAIT");
    }
    return Integer.parseInt(waiting.group(1));
  }

  private void accept() {
    try {
      while (true) {
        try (Socket socket = listener.accept()) {
          // The peer closes first: wait for its end.
          while (socket.getInputStream().read() >= 0) {}
        }
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        throw new IllegalStateException("cannot accept", e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
