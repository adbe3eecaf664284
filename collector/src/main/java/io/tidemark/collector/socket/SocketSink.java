package io.tidemark.collector.socket;

/** Takes sockets one by one, as numbers. */
public interface SocketSink {
  /**
   * A socket. Addresses are IPv6 in two halves; an IPv4 address is the IPv6 address that maps it,
   * {@code ::ffff:a.b.c.d}, whichever family the socket has. That makes IPv4 sockets of dual-stack
   * processes the IPv4 sockets that they are.
   */
  void socket(
      TcpState state,
      long localHigh,
      long localLow,
      int localPort,
      long peerHigh,
      long peerLow,
      int peerPort);
}
