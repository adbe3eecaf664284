package io.tidemark.collector.socket;

import io.tidemark.segment.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Counts sockets by state, by destination and by source address, and listening ones by their queue.
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

  // Counters of a destination.
  private static final int HELD = 0;
  private static final int WAITING = 1;
  private static final int RECENT = 2;

  // Of a source address.
  private static final int PORTS = 0;

  // Of a port of a source address: when its first and its last connection release it, and whose it
  // is.
  private static final int FIRST_RELEASE_MS = 0;
  private static final int LAST_RELEASE_MS = 1;
  private static final int SOURCE = 2;
  private static final int NEVER = Integer.MAX_VALUE;

  // Of a listening socket.
  private static final int QUEUE = 0;
  private static final int QUEUE_LIMIT = 1;

  // More than this left of TIME_WAIT: it began in the last seconds.
  private static final int RECENT_MS = 56_000;

  private static final List<String> OTHER_SOURCES = List.of(Label.OTHER);
  private static final List<String> OTHER_DESTINATIONS =
      List.of(Label.OTHER, Label.OTHER, Label.OTHER);

  private final int[] ipv4 = new int[STATES];
  private final int[] ipv6 = new int[STATES];
  private final BitSet listening = new BitSet();
  private final TupleCounts destinations = new TupleCounts(3);
  private final TupleCounts sources = new TupleCounts(1);
  private final TupleCounts sourcePorts = new TupleCounts(3);
  private final TupleCounts listeners = new TupleCounts(2);
  private final ReleaseLog ending = new ReleaseLog();
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
    listeners.clear();
    ending.clear();
    outbound[HELD] = 0;
    outbound[WAITING] = 0;
    ports = 0;
  }

  @Override
  public void listening(long localHigh, long localLow, int localPort, int waiting, int limit) {
    count(TcpState.LISTEN, localHigh, localLow);
    listening.set(localPort);
    int entry = listeners.entry(localHigh, localLow, localPort, 0, 0);
    if (entry >= 0) { // several may share an address and a port, and then the connections
      addKnown(entry, QUEUE, waiting);
      addKnown(entry, QUEUE_LIMIT, limit);
    }
  }

  private void addKnown(int entry, int counter, int value) {
    int sum = (int) Math.min(NEVER, (long) listeners.count(entry, counter) + value);
    listeners.set(entry, counter, value == UNKNOWN ? UNKNOWN : sum);
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
    count(state, localHigh, localLow);
    if (range.contains(localPort) && !listening.get(localPort)) {
      destination(
          destinations.entry(localHigh, localLow, peerHigh, peerLow, peerPort),
          state == TcpState.TIME_WAIT,
          releaseMs);
      source(localHigh, localLow, localPort, releaseMs == UNKNOWN ? NEVER : releaseMs);
    }
  }

  private void count(TcpState state, long localHigh, long localLow) {
    int[] states = Address.isIpv4(localHigh, localLow) ? ipv4 : ipv6;
    states[state.ordinal()]++;
  }

  private void destination(int entry, boolean waiting, int releaseMs) {
    outbound[HELD]++;
    outbound[WAITING] += waiting ? 1 : 0;
    if (entry < 0) {
      return;
    }
    destinations.increment(entry, HELD);
    if (waiting) {
      destinations.increment(entry, WAITING);
    }
    if (releaseMs != UNKNOWN) {
      ending.add(entry, releaseMs);
      if (releaseMs > RECENT_MS) {
        destinations.increment(entry, RECENT);
      }
    }
  }

  private void source(long high, long low, int port, int releaseMs) {
    int known = sourcePorts.size();
    int pair = sourcePorts.entry(high, low, port, 0, 0);
    if (pair >= 0 && sourcePorts.size() == known) { // another socket of this address and port
      int first = sourcePorts.count(pair, FIRST_RELEASE_MS);
      int last = sourcePorts.count(pair, LAST_RELEASE_MS);
      sourcePorts.set(pair, FIRST_RELEASE_MS, Math.min(first, releaseMs));
      sourcePorts.set(pair, LAST_RELEASE_MS, Math.max(last, releaseMs));
      return;
    }
    ports++;
    int entry = sources.entry(high, low, 0, 0, 0);
    if (entry >= 0) {
      sources.increment(entry, PORTS);
    }
    if (pair >= 0) {
      sourcePorts.set(pair, FIRST_RELEASE_MS, releaseMs);
      sourcePorts.set(pair, LAST_RELEASE_MS, releaseMs);
      sourcePorts.set(pair, SOURCE, entry);
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

  /** Listening sockets' ports among those that may be picked: no connection gets one. */
  int listeningPorts() {
    return (int) listening.stream().filter(range::contains).count();
  }

  /** The listening sockets with the fullest queues. Only where the table tells queues. */
  public List<Listener> fullestListeners(int max) {
    return IntStream.range(0, listeners.size())
        .filter(entry -> listeners.count(entry, QUEUE) != UNKNOWN)
        .mapToObj(this::listener)
        .sorted(Listener.FULLEST_FIRST)
        .limit(max)
        .toList();
  }

  private Listener listener(int entry) {
    return new Listener(
        address(listeners, entry, 0),
        (int) listeners.key(entry, 2),
        listeners.count(entry, QUEUE),
        listeners.count(entry, QUEUE_LIMIT));
  }

  /**
   * The destinations with most ports, heaviest first; then those dialled most of late; then the
   * rest of what ends, when there is one.
   */
  List<PortLoad> destinationLoads(int max) {
    int[] entries =
        IntStream.concat(
                Arrays.stream(destinations.heaviest(HELD, max)),
                Arrays.stream(destinations.heaviest(RECENT, max)))
            .distinct()
            .toArray();
    PortLoad[] loads = new PortLoad[destinations.size()];
    for (int entry : entries) {
      loads[entry] = PortLoad.of(destinationLabels(entry), isLoopback(entry));
    }
    PortLoad rest = PortLoad.of(OTHER_DESTINATIONS, false);
    ending.tell(
        (entry, releaseMs) ->
            (loads[entry] == null ? rest : loads[entry]).addWaiting(releaseMs, releaseMs));
    List<PortLoad> told = new ArrayList<>();
    for (int entry : entries) {
      PortLoad load = loads[entry];
      told.add(load.withOpen(destinations.count(entry, HELD) - load.waiting()));
    }
    if (rest.waiting() > 0) {
      told.add(rest);
    }
    return told;
  }

  private boolean isLoopback(int entry) {
    return Address.isLoopback(destinations.key(entry, 0), destinations.key(entry, 1))
        || Address.isLoopback(destinations.key(entry, 2), destinations.key(entry, 3));
  }

  /** The source addresses with most ports, heaviest first. */
  List<PortLoad> sourceLoads(int max) {
    int[] entries = sources.heaviest(PORTS, max);
    PortLoad[] loads = new PortLoad[sources.size()];
    for (int entry : entries) {
      loads[entry] = PortLoad.of(sourceLabels(entry), false);
    }
    for (int pair = 0; pair < sourcePorts.size(); pair++) {
      int source = sourcePorts.count(pair, SOURCE);
      int lastMs = sourcePorts.count(pair, LAST_RELEASE_MS);
      if (source >= 0 && loads[source] != null && lastMs != NEVER) {
        loads[source].addWaiting(sourcePorts.count(pair, FIRST_RELEASE_MS), lastMs);
      }
    }
    return Arrays.stream(entries)
        .mapToObj(
            entry -> loads[entry].withOpen(sources.count(entry, PORTS) - loads[entry].waiting()))
        .toList();
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
