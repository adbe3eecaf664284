package io.tidemark.collector.who;

import java.util.List;

/**
 * What a JVM knows by name, beside its clients and handlers. 'other' is left out: it is nobody in
 * particular, and jumps when a name loses its place.
 *
 * @param unbounded handlers without a limit
 * @param destinations where it dials to
 * @param logSites where it logs
 */
public record Named(
    List<Unbounded> unbounded, List<DestinationCounts> destinations, List<LogSiteCounts> logSites) {
  /** Nothing. */
  public static final Named NONE = new Named(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public Named {
    unbounded = List.copyOf(unbounded);
    destinations = List.copyOf(destinations);
    logSites = List.copyOf(logSites);
  }
}
