package io.tidemark.collector.socket;

import java.util.ArrayList;
import java.util.List;

/** Writes down the sockets that it is told: {@code STATE local port peer port}. */
final class RecordedSockets implements SocketSink {
  private final List<String> told = new ArrayList<>();

  @Override
  public void socket(
      TcpState state,
      long localHigh,
      long localLow,
      int localPort,
      long peerHigh,
      long peerLow,
      int peerPort) {
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
}
