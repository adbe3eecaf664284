package io.tidemark.collector.socket;

import io.tidemark.segment.Label;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Counts sockets by state, by destination and by source address.
 *
 * <p>A socket counts as outbound when its local port is ephemeral and nothing listens on it. A
 * destination is a source address, a peer's address and its port; one port is held by each socket
 * towards it. Of a source address the distinct ports count, whatever they lead to. At most {@link
 * TupleCounts#MAX_KEYS} destinations are told apart; more are part of the rest. Past as many pairs
 * of source address and port, a port counts again for each socket.
 *
 * <p>Reused from one counting to the next. Not thread-safe.
 */
public final class SocketCensus implements SocketSink {
  private static final int STATES = TcpState.values().length;
  private static final int HELD = 0;
  private static final int WAITING = 1;
  private static final int PORTS = 0;
  private static final List<String> OTHER_SOURCES = List.of(Label.OTHER);
  private static final List<String> OTHER_DESTINATIONS =
      List.of(Label.OTHER, Label.OTHER, Label.OTHER);

  private final int[] ipv4 = new int[STATES];
  private final int[] ipv6 = new int[STATES];
  private final BitSet listening = new BitSet();
  private final TupleCounts destinations = new TupleCounts(2);
  private final TupleCounts sources = new TupleCounts(1);
  private final TupleCounts sourcePorts = new TupleCounts(0);
  private final int[] outbound = new int[2];
  private long ports;
  private PortRange range = PortRange.DEFAULT;

  /**
   * One of the heaviest destinations or sources, or their rest.
   *
   * @param labels source address, and for a destination the peer's address and port; each {@link
   *     Label#OTHER} for the rest
   * @param count sockets or ports
   */
  public record Row(List<String> labels, long count) {}

  /** Forgets what was counted, and begins to count. */
  public void begin(PortRange ephemeral) {
    range = ephemeral;
    for (TcpState state : TcpState.values()) {
      ipv4[state.ordinal()] = 0;
      ipv6[state.ordinal()] = 0;
    }
    listening.clear();
    destinations.clear();
    sources.clear();
    sourcePorts.clear();
    outbound[HELD] = 0;
    outbound[WAITING] = 0;
    ports = 0;
  }

  @Override
  public void socket(
      TcpState state,
      long localHigh,
      long localLow,
      int localPort,
      long peerHigh,
      long peerLow,
      int peerPort) {
    int[] states = Address.isIpv4(localHigh, localLow) ? ipv4 : ipv6;
    states[state.ordinal()]++;
    if (state == TcpState.LISTEN) {
      listening.set(localPort);
    } else if (range.contains(localPort) && !listening.get(localPort)) {
      destination(
          destinations.entry(localHigh, localLow, peerHigh, peerLow, peerPort),
          state == TcpState.TIME_WAIT);
      source(localHigh, localLow, localPort);
    }
  }

  private void destination(int entry, boolean waiting) {
    outbound[HELD]++;
    outbound[WAITING] += waiting ? 1 : 0;
    if (entry >= 0) {
      destinations.increment(entry, HELD);
      if (waiting) {
        destinations.increment(entry, WAITING);
      }
    }
  }

  private void source(long high, long low, int port) {
    int known = sourcePorts.size();
    boolean told = sourcePorts.entry(high, low, port, 0, 0) >= 0;
    if (told && sourcePorts.size() == known) {
      return; // another socket of this address and port
    }
    ports++;
    int entry = sources.entry(high, low, 0, 0, 0);
    if (entry >= 0) {
      sources.increment(entry, PORTS);
    }
  }

  /** Sockets of a state, IPv4 in the sense of {@link SocketSink}. */
  public long ipv4(TcpState state) {
    return ipv4[state.ordinal()];
  }

  /** Sockets of a state that are not IPv4. */
  public long ipv6(TcpState state) {
    return ipv6[state.ordinal()];
  }

  /** Outbound sockets in TIME_WAIT by destination, heaviest first, and the rest if there is one. */
  public List<Row> timeWait(int max) {
    return heaviest(
        destinations, WAITING, max, outbound[WAITING], this::destinationLabels, OTHER_DESTINATIONS);
  }

  /** Ports held in any state by destination, heaviest first, and the rest if there is one. */
  public List<Row> portsByDestination(int max) {
    return heaviest(
        destinations, HELD, max, outbound[HELD], this::destinationLabels, OTHER_DESTINATIONS);
  }

  /** Distinct ports by source address, heaviest first, and the rest if there is one. */
  public List<Row> portsBySource(int max) {
    return heaviest(sources, PORTS, max, ports, this::sourceLabels, OTHER_SOURCES);
  }

  private List<String> destinationLabels(int entry) {
    return List.of(
        address(destinations, entry, 0),
        address(destinations, entry, 2),
        Long.toString(destinations.key(entry, 4)));
  }

  private List<String> sourceLabels(int entry) {
    return List.of(address(sources, entry, 0));
  }

  private static String address(TupleCounts table, int entry, int index) {
    return Address.text(table.key(entry, index), table.key(entry, index + 1));
  }

  private static List<Row> heaviest(
      TupleCounts table,
      int counter,
      int max,
      long total,
      IntFunction<List<String>> labels,
      List<String> other) {
    List<Row> rows = new ArrayList<>();
    long rest = total;
    for (int entry : table.heaviest(counter, max)) {
      rows.add(new Row(labels.apply(entry), table.count(entry, counter)));
      rest -= table.count(entry, counter);
    }
    if (rest > 0) {
      rows.add(new Row(other, rest));
    }
    return rows;
  }
}
