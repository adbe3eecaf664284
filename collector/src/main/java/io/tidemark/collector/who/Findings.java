package io.tidemark.collector.who;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a window shows beside its clients.
 *
 * @param unbounded handlers without a limit, by service and name
 * @param destination where most dials went, if there were any
 * @param logSite where most log events came from, if there were any
 */
public record Findings(
    List<Handler> unbounded, @Nullable Destination destination, @Nullable LogSite logSite) {
  /** Nothing. */
  public static final Findings NONE = new Findings(List.of(), null, null);

  /** Copies the list. */
  public Findings {
    unbounded = List.copyOf(unbounded);
  }

  /** A handler without a limit, in all JVMs of a service. */
  public record Handler(String service, Unbounded evidence) {
    boolean is(String itsService, String method) {
      return service.equals(itsService) && evidence.method().equals(method);
    }
  }

  /**
   * A destination, in all JVMs of a service.
   *
   * @param failedShare share of the dials that failed
   * @param medianLifeSeconds of the connections closed in the window; 0 when none was
   * @param closedByUsShare share of them that this side closed first, which stay in TIME_WAIT here
   */
  public record Destination(
      String service,
      String name,
      double dialsPerSecond,
      double failedShare,
      double medianLifeSeconds,
      double closedByUsShare) {}

  /**
   * A place that logs, in all JVMs of a service.
   *
   * @param blockedSecondsPerSecond threads that were inside its appenders, on average
   */
  public record LogSite(
      String service, String site, double eventsPerSecond, double blockedSecondsPerSecond) {}
}
