package io.tidemark.collector.socket;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes down the sockets that it is told: {@code STATE local port peer port}, or for one that
 * listens {@code LISTEN local port waiting/limit}. When sockets are released it keeps apart.
 */
final class RecordedSockets implements SocketSink {
  private final List<String> told = new ArrayList<>();
  private final List<Integer> releasesMs = new ArrayList<>();

  @Override
  public void listening(long localHigh, long localLow, int localPort, int waiting, int limit) {
    told.add(
        "LISTEN %s %d %d/%d"
            .formatted(Address.text(localHigh, localLow), localPort, waiting, limit));
  }

  @Override
  public void socket(
      TcpState state,
      long localHigh,
      long localLow,
      int localPort,
      long peerHigh,
      long peerLow,
      int peerPort,
      int releaseMs) {
    releasesMs.add(releaseMs);
    told.add(
        "%s %s %d %s %d"
            .formatted(
                state,
                Address.text(localHigh, localLow),
                localPort,
                Address.text(peerHigh, peerLow),
                peerPort));
  }

  List<String> told() {
    return told;
  }

  /** Of the sockets that do not listen. */
  List<Integer> releasesMs() {
    return releasesMs;
  }
}
