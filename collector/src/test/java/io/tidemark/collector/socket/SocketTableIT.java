package io.tidemark.collector.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Real sockets of this process, as each table tells them. */
final class SocketTableIT {
  private static final String SERVER = "127.0.0.1";
  private static final String CLIENT = "127.32.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void tellsTheSocketsThatThereAre() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, address(SERVER));
        Socket open = connect(server);
        Socket accepted = server.accept()) {
      int waiting = leaveTimeWait(server);
      String peer = SERVER + " " + server.getLocalPort();
      List<String> others =
          List.of(
              "ESTABLISHED " + peer + " " + CLIENT + " " + accepted.getPort(),
              "ESTABLISHED " + CLIENT + " " + open.getLocalPort() + " " + peer,
              "TIME_WAIT " + CLIENT + " " + waiting + " " + peer);
      assertTold(SockDiag.open(), peer, "0/5", others);
      assertTold(new ProcNetTcp(Path.of("/proc")), peer, "0/-1", others);
      assertTold(new OshiSockets(), peer, "-1/-1", others);
    }
  }

  private static void assertTold(SocketTable table, String peer, String queue, List<String> others)
      throws IOException {
    List<String> expected = new ArrayList<>(others);
    expected.add(2, "LISTEN " + peer + " " + queue);
    assertEquals(expected, await(table, peer, expected));
  }

  @Test
  void countsThemByDestination() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, address(SERVER))) {
      leaveTimeWait(server);
      leaveTimeWait(server);
      SockDiag table = SockDiag.open();
      SocketCensus census = new SocketCensus();
      List<String> destination = List.of(CLIENT, SERVER, Integer.toString(server.getLocalPort()));
      long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
      do {
        census.begin(PortRange.read(Path.of("/proc")).orElseThrow());
        table.tell(census);
      } while (!census.timeWait(1000).contains(new SocketCensus.Row(destination, 2))
          && System.nanoTime() < deadlineNs);
      assertTrue(census.timeWait(1000).contains(new SocketCensus.Row(destination, 2)));
      assertTrue(census.ipv4(TcpState.TIME_WAIT) >= 2);
    }
  }

  private static Socket connect(ServerSocket server) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(address(CLIENT), 0));
    socket.connect(server.getLocalSocketAddress());
    return socket;
  }

  private static InetAddress address(String ipv4) throws IOException {
    byte[] bytes = new byte[4];
    int at = 0;
    for (String part : ipv4.split("\\.", -1)) {
      bytes[at++] = (byte) Integer.parseInt(part);
    }
    return InetAddress.getByAddress(bytes);
  }

  /** Opens a connection and closes it, the client first: its end waits. */
  private static int leaveTimeWait(ServerSocket server) throws IOException {
    Socket client = connect(server);
    int port = client.getLocalPort();
    try (Socket accepted = server.accept()) {
      client.close();
      assertEquals(-1, accepted.getInputStream().read());
    }
    return port;
  }

  // The kernel ends the handshake a moment after close() has returned.
  private static List<String> await(SocketTable table, String peer, List<String> expected)
      throws IOException {
    long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
    List<String> told = told(table, peer);
    while (!told.equals(expected) && System.nanoTime() < deadlineNs) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      told = told(table, peer);
    }
    return told;
  }

  private static List<String> told(SocketTable table, String peer) throws IOException {
    RecordedSockets sockets = new RecordedSockets();
    table.tell(sockets);
    return sockets.told().stream()
        .filter(socket -> (socket + " ").contains(" " + peer + " "))
        .sorted()
        .toList();
  }
}
