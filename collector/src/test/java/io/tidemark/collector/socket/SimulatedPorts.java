package io.tidemark.collector.socket;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * The outbound sockets of a source address, with a clock that tests move: each dial takes the
 * lowest port that is free, and TIME_WAIT lasts for a minute. Looks ahead once a second, as the
 * collector does.
 */
final class SimulatedPorts implements SocketTable {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long TIME_WAIT_MS = 60_000;

  private final List<Connection> connections = new ArrayList<>();
  private final Map<Integer, Set<Integer>> freeByDestination = new HashMap<>();
  private final PortSettings settings;
  private final boolean binds;
  private final long source;
  private final PortSurvey survey = new PortSurvey(this, 32);
  private boolean timers = true;
  private long nowMs;

  private record Connection(int destination, int port, long endsMs) {
    boolean isOpen(long nowMs) {
      return endsMs > nowMs;
    }

    boolean isGone(long nowMs) {
      return endsMs != NEVER && endsMs + TIME_WAIT_MS <= nowMs;
    }
  }

  /** Diallers that bind a port for themselves, or one for each destination. */
  SimulatedPorts(PortSettings settings, boolean binds, String source) throws IOException {
    this.settings = settings;
    this.binds = binds;
    this.source = source.startsWith("127.") ? Address.mapped(0x7f000001) : Address.mapped(10 << 24);
    pass(1);
  }

  /** Does not tell when sockets are released, as on some systems. */
  SimulatedPorts withoutTimers() {
    timers = false;
    return this;
  }

  /**
   * Dials evenly for some seconds, and looks ahead at the end of each. False when ports ran out.
   */
  boolean dial(int seconds, int perSecond, long lifeMs, int... destinations) throws IOException {
    for (int second = 0; second < seconds; second++) {
      for (int i = 0; i < perSecond; i++) {
        long atMs = nowMs + i * 1_000L / perSecond;
        for (int destination : destinations) {
          if (!dialOnce(atMs, lifeMs, destination)) {
            return false;
          }
        }
      }
      pass(1);
    }
    return true;
  }

  /** Lets time go by. */
  void pass(int seconds) throws IOException {
    for (int second = 0; second < seconds; second++) {
      nowMs += 1_000;
      forget(nowMs);
      survey.list(nowMs * 1_000_000, Optional.of(settings));
    }
  }

  private boolean dialOnce(long atMs, long lifeMs, int destination) {
    forget(atMs);
    Set<Integer> free = free(destination);
    if (free.isEmpty()) {
      return false;
    }
    int port = free.iterator().next();
    free.remove(port);
    connections.add(new Connection(destination, port, lifeMs == NEVER ? NEVER : atMs + lifeMs));
    return true;
  }

  private Set<Integer> free(int destination) {
    return freeByDestination.computeIfAbsent(
        binds ? 0 : destination,
        unused -> {
          Set<Integer> all = new TreeSet<>();
          for (int port = settings.range().first(); port <= settings.range().last(); port++) {
            if (settings.range().contains(port)) {
              all.add(port);
            }
          }
          return all;
        });
  }

  private void forget(long atMs) {
    connections.removeIf(
        connection -> {
          if (connection.isGone(atMs)) {
            free(connection.destination()).add(connection.port());
            return true;
          }
          return false;
        });
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public void tell(SocketSink sink) {
    for (Connection connection : connections) {
      boolean open = connection.isOpen(nowMs);
      sink.socket(
          open ? TcpState.ESTABLISHED : TcpState.TIME_WAIT,
          0,
          source,
          connection.port(),
          0,
          source,
          connection.destination(),
          open || !timers
              ? SocketSink.UNKNOWN
              : (int) (connection.endsMs() + TIME_WAIT_MS - nowMs));
    }
  }

  /** Seconds left for plain connects to the heaviest destination, as of the last second. */
  OptionalDouble connectsLeft() {
    return survey.destinations().get(0).leftAfter(0);
  }

  /** Seconds left for binds. */
  OptionalDouble bindsLeft() {
    return survey.sources().get(0).leftAfter(0);
  }

  PortOutlook heaviest() {
    return survey.destinations().get(0);
  }
}
