package io.tidemark.agent.child;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that does one thing with each connection, once it has got a byte or a close. */
final class Peer {
  /** What it does. */
  enum Habit {
    KEEP,
    CLOSE,
    RESET,
    ANSWER_HTTP_AND_CLOSE
  }

  private final ConcurrentLinkedQueue<Socket> kept = new ConcurrentLinkedQueue<>();
  private final Habit habit;
  private final ServerSocket server;

  Peer(InetAddress address, Habit habit) throws IOException {
    this.habit = habit;
    this.server = new ServerSocket(0, 50, address);
    Thread thread = new Thread(this::serve, "peer-" + habit);
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void serve() {
    while (true) {
      try {
        Socket socket = server.accept();
        if (habit == Habit.KEEP) {
          kept.add(socket);
        } else {
          meet(socket);
        }
      } catch (IOException e) {
        // The client was faster.
      }
    }
  }

  private void meet(Socket socket) throws IOException {
    try (socket) {
      InputStream in = socket.getInputStream();
      int first = in.read();
      if (habit == Habit.ANSWER_HTTP_AND_CLOSE) {
        for (int last4 = first; last4 != 0x0d0a0d0a; ) {
          last4 = last4 << 8 | in.read();
        }
        byte[] answer =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream().write(answer);
      } else if (habit == Habit.RESET) {
        socket.setSoLinger(true, 0);
      }
    }
  }
}
