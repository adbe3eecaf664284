package io.tidemark.collector.socket;

/**
 * Takes sockets one by one, as numbers. Addresses are IPv6 in two halves; an IPv4 address is the
 * IPv6 address that maps it, {@code ::ffff:a.b.c.d}, whichever family the socket has. That makes
 * IPv4 sockets of dual-stack processes the IPv4 sockets that they are.
 */
public interface SocketSink {
  /** What is not known of a socket. */
  int UNKNOWN = -1;

  /**
   * A socket that listens.
   *
   * @param waiting connections that wait to be accepted, or {@link #UNKNOWN}
   * @param limit how many may wait, or {@link #UNKNOWN}
   */
  void listening(long localHigh, long localLow, int localPort, int waiting, int limit);

  /**
   * A socket in any other state.
   *
   * @param releaseMs milliseconds until the kernel forgets it, for one in TIME_WAIT or on the way
   *     there; {@link #UNKNOWN} for one that lives
   */
  void socket(
      TcpState state,
      long localHigh,
      long localLow,
      int localPort,
      long peerHigh,
      long peerLow,
      int peerPort,
      int releaseMs);
}
