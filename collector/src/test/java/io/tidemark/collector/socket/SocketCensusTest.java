package io.tidemark.collector.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.socket.SocketCensus.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SocketCensusTest {
  private final SocketCensus census = new SocketCensus();

  @Test
  void countsDistinctPortsOfASource() {
    census.begin(PortRange.DEFAULT);
    socket(TcpState.ESTABLISHED, 1, 40_000, 7);
    socket(TcpState.TIME_WAIT, 1, 40_000, 8);
    socket(TcpState.TIME_WAIT, 1, 40_001, 8);
    socket(TcpState.TIME_WAIT, 2, 40_000, 8);
    assertEquals(
        List.of(new Row(List.of("0.0.0.1"), 2), new Row(List.of("0.0.0.2"), 1)),
        census.portsBySource(5));
    assertEquals(
        List.of(
            new Row(List.of("0.0.0.1", "0.0.0.8", "80"), 2),
            new Row(List.of("other", "other", "other"), 1)),
        census.timeWait(1));
  }

  @Test
  void leavesOutInboundSockets() {
    census.begin(PortRange.DEFAULT);
    socket(TcpState.LISTEN, 0, 50_000, 0);
    socket(TcpState.TIME_WAIT, 1, 50_000, 7); // accepted by an ephemeral listener
    socket(TcpState.TIME_WAIT, 1, 8_080, 7); // accepted by an ordinary one
    assertEquals(List.of(), census.timeWait(5));
    assertEquals(List.of(), census.portsByDestination(5));
    assertEquals(List.of(), census.portsBySource(5));
    assertEquals(2, census.ipv4(TcpState.TIME_WAIT));
  }

  @Test
  void countsMoreDestinationsThanItTellsApart() {
    census.begin(PortRange.DEFAULT);
    for (int peer = 0; peer < TupleCounts.MAX_KEYS + 100; peer++) {
      socket(TcpState.TIME_WAIT, 1, 40_000, peer);
    }
    assertEquals(
        List.of(
            new Row(List.of("0.0.0.1", "0.0.0.0", "80"), 1),
            new Row(List.of("other", "other", "other"), TupleCounts.MAX_KEYS + 99)),
        census.timeWait(1));
    assertEquals(List.of(new Row(List.of("0.0.0.1"), 1)), census.portsBySource(5));
  }

  @Test
  void beginsAnew() {
    census.begin(PortRange.DEFAULT);
    socket(TcpState.LISTEN, 0, 40_000, 0);
    socket(TcpState.TIME_WAIT, 1, 40_001, 7);
    census.begin(PortRange.DEFAULT);
    socket(TcpState.ESTABLISHED, 1, 40_000, 7);
    assertEquals(List.of(), census.timeWait(5));
    assertEquals(List.of(new Row(List.of("0.0.0.1"), 1)), census.portsBySource(5));
    assertEquals(0, census.ipv4(TcpState.LISTEN));
  }

  @Test
  void ranksListenersByTheShareOfTheirQueueInUse() {
    census.begin(PortRange.DEFAULT);
    listening(80, 10, 4_096);
    listening(81, 2, 5);
    listening(82, 0, 128);
    listening(83, 1, 100);
    listening(83, 99, 100); // another socket of the same port
    listening(84, SocketSink.UNKNOWN, SocketSink.UNKNOWN);
    assertEquals(
        List.of(
            new Listener("0.0.0.0", 83, 100, 200),
            new Listener("0.0.0.0", 81, 2, 5),
            new Listener("0.0.0.0", 80, 10, 4_096)),
        census.fullestListeners(3));
    assertEquals(4, census.fullestListeners(16).size());
    assertEquals(6, census.ipv4(TcpState.LISTEN));
  }

  @Test
  void countsListenersAmongTheEphemeralPorts() {
    census.begin(PortRange.DEFAULT);
    listening(80, 0, 1);
    listening(40_000, 0, 1);
    listening(40_000, 0, Integer.MAX_VALUE);
    assertEquals(1, census.listeningPorts());
    assertEquals(
        List.of(
            new Listener("0.0.0.0", 80, 0, 1),
            new Listener("0.0.0.0", 40_000, 0, Integer.MAX_VALUE)),
        census.fullestListeners(5));
  }

  private void listening(int port, int waiting, int limit) {
    census.listening(0, Address.mapped(0), port, waiting, limit);
  }

  private void socket(TcpState state, int local, int localPort, int peer) {
    if (state == TcpState.LISTEN) {
      census.listening(0, Address.mapped(local), localPort, 0, 128);
    } else {
      int releaseMs = state == TcpState.TIME_WAIT ? 30_000 : SocketSink.UNKNOWN;
      census.socket(
          state, 0, Address.mapped(local), localPort, 0, Address.mapped(peer), 80, releaseMs);
    }
  }
}
