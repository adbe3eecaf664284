package io.tidemark.agent.child;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Dials in all the ways of the JDK, well and badly, and opens sockets that are no dials. */
public final class DialChild {
  private static final String IN_USE = "DIAL_ADDRESS_ALREADY_IN_USE";
  private static final String NOT_AVAILABLE = "DIAL_ADDRESS_NOT_AVAILABLE";
  private static final String REFUSED = "DIAL_CONNECTION_REFUSED";
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final Tally tally = new Tally();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final ServerSocket server = new ServerSocket(0, 50, LOOPBACK);
  private final InetSocketAddress up = (InetSocketAddress) server.getLocalSocketAddress();

  private DialChild() throws IOException {}

  /** Runs what {@code DialIT} names, and writes to a file what was to be counted. */
  public static void main(String[] arguments) throws Exception {
    DialChild child = new DialChild();
    Path file = Path.of(arguments[1]);
    if (arguments[0].equals("exhausted")) {
      child.exhaust();
      child.unreachable();
    } else {
      child.dial();
      child.timeOut();
      child.otherSockets(file.resolveSibling("socket"));
    }
    child.tally.write(file);
    Handshake.await();
    for (AutoCloseable socket : child.open) {
      socket.close();
    }
  }

  private void dial() throws Exception {
    InetSocketAddress down;
    try (ServerSocket gone = new ServerSocket(0, 1, LOOPBACK)) {
      down = (InetSocketAddress) gone.getLocalSocketAddress();
    }
    for (Dialer dialer : Dialer.values()) {
      expect("well", "", () -> open.add(dialer.dial(up, null)));
      expect(Tally.NOBODY, "", () -> open.add(dialer.dial(up, null)));
      expect("bound", "", () -> open.add(dialer.dial(up, new InetSocketAddress(LOOPBACK, 0))));
      expect("refused", REFUSED, () -> dialer.dial(down, null));
      expect("busy", IN_USE, () -> dialer.dial(up, up));
      expect(
          "foreign", NOT_AVAILABLE, () -> dialer.dial(up, new InetSocketAddress("192.0.2.1", 0)));
    }
  }

  // There are four ports, and the server has one.
  private void exhaust() throws Exception {
    for (int taken = 0; taken < 3; taken++) {
      expect("first", "", () -> open.add(Dialer.SOCKET.dial(up, null)));
    }
    for (Dialer dialer : Dialer.values()) {
      expect("late", NOT_AVAILABLE, () -> dialer.dial(up, null));
      expect("bound", IN_USE, () -> dialer.dial(up, new InetSocketAddress(LOOPBACK, 0)));
      expect(Tally.NOBODY, NOT_AVAILABLE, () -> dialer.dial(up, null));
    }
  }

  private void unreachable() throws Exception {
    for (Dialer dialer : Dialer.values()) {
      InetSocketAddress nowhere = new InetSocketAddress("192.0.2.1", 80);
      expect("nowhere", "DIAL_UNREACHABLE", () -> dialer.dial(nowhere, null));
    }
  }

  // A server that accepts nobody: what no longer fits into its queue is not answered.
  private void timeOut() throws Exception {
    ServerSocket full = new ServerSocket(0, 1, LOOPBACK);
    open.add(full);
    InetSocketAddress address = (InetSocketAddress) full.getLocalSocketAddress();
    for (int i = 0; i < 8; i++) {
      SocketChannel waiting = SocketChannel.open();
      open.add(waiting);
      waiting.configureBlocking(false);
      expect("waiting", "", () -> waiting.connect(address));
    }
    for (Dialer dialer : List.of(Dialer.SOCKET_WITH_TIMEOUT, Dialer.CHANNEL_WITH_TIMEOUT)) {
      expect("hasty", "DIAL_TIMED_OUT", () -> dialer.dial(address, null));
    }
  }

  private void otherSockets(Path path) throws Exception {
    Tally.run(
        "others",
        () -> {
          try (DatagramChannel datagrams = DatagramChannel.open();
              ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
              SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            datagrams.connect(up);
            unix.bind(UnixDomainSocketAddress.of(path));
            client.connect(UnixDomainSocketAddress.of(path));
          }
          fails(() -> new ServerSocket(up.getPort(), 1, LOOPBACK));
          fails(() -> ServerSocketChannel.open().bind(up));
          fails(() -> AsynchronousServerSocketChannel.open().bind(up));
          fails(() -> SocketChannel.open(InetSocketAddress.createUnresolved("nowhere", 1)));
          return null;
        });
  }

  private void expect(String client, String error, Callable<?> dial) throws Exception {
    tally.add(client, "DIALS", 1);
    if (error.isEmpty()) {
      Tally.run(client, dial);
    } else {
      tally.add(client, error, 1);
      Tally.run(client, () -> fails(dial));
    }
  }

  private static boolean fails(Callable<?> action) throws Exception {
    try {
      action.call();
    } catch (IOException | java.nio.channels.UnresolvedAddressException e) {
      return e instanceof SocketTimeoutException;
    }
    throw new IllegalStateException("it did not fail");
  }
}
