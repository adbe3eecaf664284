package io.tidemark.collector.socket;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The last listing of one network namespace's sockets: what was counted, and what is to be expected
 * of its ports. Two things run out, and each has its own forecast. An explicit {@code bind} to a
 * source address needs a port that no socket of that address holds, whatever it leads to. A plain
 * {@code connect} needs one that no socket of the same source address and destination holds; in
 * TIME_WAIT it may be taken over where {@code tcp_tw_reuse} allows that.
 *
 * <p>What is not known is which sockets were bound explicitly. The kernel gives their ports to no
 * plain connect, not even of another source address, and not out of TIME_WAIT. So where some bind
 * and some connect, plain connects may end before their forecast, and the binds' forecast is the
 * one that tells. Not thread-safe.
 */
public final class PortSurvey {
  private static final int EVERYWHERE = 1;
  private static final int LOOPBACK = 2;

  private final SocketTable table;
  private final int heaviest;
  private final SocketCensus census = new SocketCensus();
  private final PortWatch destinationWatch = new PortWatch();
  private final PortWatch sourceWatch = new PortWatch();
  private List<PortOutlook> destinations = List.of();
  private List<PortOutlook> sources = List.of();

  /**
   * Lists nothing yet.
   *
   * @param heaviest for how many destinations and source addresses to look ahead
   */
  public PortSurvey(SocketTable table, int heaviest) {
    this.table = table;
    this.heaviest = heaviest;
  }

  /**
   * Lists the sockets.
   *
   * @throws IOException when they cannot be read
   */
  public void list(long nowNs, Optional<PortSettings> known) throws IOException {
    PortSettings settings = known.orElse(PortSettings.withoutReuse(PortRange.DEFAULT));
    census.begin(settings.range());
    table.tell(census);
    int capacity = settings.range().available() - census.listeningPorts();
    destinations =
        destinationWatch.look(
            nowNs,
            census.destinationLoads(heaviest),
            heaviest,
            capacity,
            load -> contended(load, settings));
    sources =
        sourceWatch.look(nowNs, census.sourceLoads(heaviest), heaviest, capacity, load -> load);
  }

  /** What a plain connect cannot have. */
  private static PortLoad contended(PortLoad load, PortSettings settings) {
    boolean reuses =
        settings.timestamps()
            && (settings.timeWaitReuse() == EVERYWHERE
                || (settings.timeWaitReuse() == LOOPBACK && load.loopback()));
    return reuses ? load.reusedAfter(settings.reuseDelayMs()) : load;
  }

  /** Whether no rate of dials has just changed: then what is to be expected changes, too. */
  public boolean settled() {
    return destinationWatch.settled();
  }

  /** What was counted. */
  public SocketCensus census() {
    return census;
  }

  /**
   * The destinations with most ports, heaviest first; then others that were dialled much of late;
   * then the rest, of which only the dials that ended are known.
   */
  public List<PortOutlook> destinations() {
    return destinations;
  }

  /** The source addresses with most ports, heaviest first. */
  public List<PortOutlook> sources() {
    return sources;
  }
}
