package io.tidemark.collector.socket;

import com.sun.jna.Platform;
import java.nio.ByteBuffer;
import java.util.List;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats;
import oshi.software.os.InternetProtocolStats.IPConnection;

/**
 * What OSHI finds out on any system that it knows, at a price: it also looks up the process of each
 * socket.
 */
public final class OshiSockets implements SocketTable {
  private final InternetProtocolStats stats =
      new SystemInfo().getOperatingSystem().getInternetProtocolStats();

  @Override
  public String name() {
    return "OSHI";
  }

  @Override
  public List<String> unsupported() {
    // On macOS OSHI lists the sockets of processes, and one in TIME_WAIT is no process's.
    return Platform.isMac()
        ? List.of("listen_queue_missing", NO_TIMERS, NO_TIME_WAIT)
        : List.of("listen_queue_missing", NO_TIMERS);
  }

  @Override
  public void tell(SocketSink sink) {
    List<IPConnection> tcp =
        stats.getConnections().stream().filter(c -> c.getType().startsWith("tcp")).toList();
    tcp.stream().filter(c -> state(c) == TcpState.LISTEN).forEach(c -> tell(c, sink));
    tcp.stream().filter(c -> state(c) != TcpState.LISTEN).forEach(c -> tell(c, sink));
  }

  private static void tell(IPConnection connection, SocketSink sink) {
    byte[] local = connection.getLocalAddress();
    byte[] peer = connection.getForeignAddress();
    TcpState state = state(connection);
    int localPort = connection.getLocalPort();
    if (state == TcpState.LISTEN) {
      int unknown = SocketSink.UNKNOWN;
      sink.listening(high(local), low(local, peer), localPort, unknown, unknown);
      return;
    }
    sink.socket(
        state,
        high(local),
        low(local, peer),
        localPort,
        high(peer),
        low(peer, local),
        connection.getForeignPort(),
        SocketSink.UNKNOWN);
  }

  private static long high(byte[] address) {
    return address.length == 16 ? ByteBuffer.wrap(address).getLong() : 0;
  }

  // A wildcard address may come as no bytes at all; the other end tells the family then.
  private static long low(byte[] address, byte[] other) {
    if (address.length == 16) {
      return ByteBuffer.wrap(address).getLong(Long.BYTES);
    }
    int ipv4 = address.length == 4 ? ByteBuffer.wrap(address).getInt() : 0;
    return address.length == 0 && other.length == 16 ? 0 : Address.mapped(ipv4);
  }

  private static TcpState state(IPConnection connection) {
    return switch (connection.getState()) {
      case ESTABLISHED -> TcpState.ESTABLISHED;
      case SYN_SENT -> TcpState.SYN_SENT;
      case SYN_RECV -> TcpState.SYN_RECEIVED;
      case FIN_WAIT_1 -> TcpState.FIN_WAIT_1;
      case FIN_WAIT_2 -> TcpState.FIN_WAIT_2;
      case TIME_WAIT -> TcpState.TIME_WAIT;
      case CLOSE_WAIT -> TcpState.CLOSE_WAIT;
      case LAST_ACK -> TcpState.LAST_ACK;
      case LISTEN -> TcpState.LISTEN;
      case CLOSING -> TcpState.CLOSING;
      case CLOSED, UNKNOWN, NONE -> TcpState.CLOSED;
    };
  }
}
