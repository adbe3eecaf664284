package io.tidemark.collector.socket;

import java.util.Comparator;

/**
 * A listening address and port, and its queue of connections to accept.
 *
 * @param waiting connections in the queue
 * @param limit how many may be there, or {@link SocketSink#UNKNOWN}; the kernel lets one more in
 */
public record Listener(String address, int port, int waiting, int limit) {
  /** By the share of the queue that is in use, or by what waits where the limit is not known. */
  static final Comparator<Listener> FULLEST_FIRST =
      Comparator.comparingDouble(Listener::share)
          .thenComparingInt(Listener::waiting)
          .reversed()
          .thenComparing(Listener::address)
          .thenComparingInt(Listener::port);

  private double share() {
    return (double) waiting / Math.max(1, limit);
  }
}
