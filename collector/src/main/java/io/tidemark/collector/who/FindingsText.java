package io.tidemark.collector.who;

import java.util.ArrayList;
import java.util.List;

/** What a window shows beside its clients, in lines for people; the page shows the same. */
public final class FindingsText {
  private static final int MAX_HANDLERS = 5;

  private FindingsText() {}

  /**
   * At most {@value #MAX_HANDLERS} handlers without a limit, the heaviest destination, the heaviest
   * place that logs.
   *
   * @param services whether to say of which service each is
   */
  public static List<String> lines(Findings findings, boolean services) {
    List<String> lines = new ArrayList<>();
    List<Findings.Handler> handlers = findings.unbounded();
    for (Findings.Handler each : handlers.subList(0, Math.min(MAX_HANDLERS, handlers.size()))) {
      lines.add("no limit: " + unbounded(each.evidence()) + of(each.service(), services));
    }
    if (handlers.size() > MAX_HANDLERS) {
      lines.add("no limit: " + (handlers.size() - MAX_HANDLERS) + " more; --json shows all");
    }
    if (findings.destination() != null) {
      Findings.Destination to = findings.destination();
      lines.add("most dials: " + destination(to) + of(to.service(), services));
    }
    if (findings.logSite() != null) {
      Findings.LogSite at = findings.logSite();
      lines.add("most log events: " + logSite(at) + of(at.service(), services));
    }
    return lines;
  }

  private static String unbounded(Unbounded evidence) {
    return "%s: %s batches of up to %s tasks ran all at once"
        .formatted(
            evidence.method(),
            Figures.amount((double) evidence.batches()),
            Figures.amount((double) evidence.upToTasks()));
  }

  private static String destination(Findings.Destination to) {
    String lives =
        to.medianLifeSeconds() == 0
            ? "none closed"
            : "median life "
                + Figures.time(to.medianLifeSeconds())
                + ", "
                + Figures.percent(to.closedByUsShare())
                + " closed by us";
    return "%s: %s/s, %s failed; %s"
        .formatted(
            to.name(),
            Figures.amount(to.dialsPerSecond()),
            Figures.percent(to.failedShare()),
            lives);
  }

  private static String logSite(Findings.LogSite at) {
    return "%s: %s/s, blocking %s threads on average"
        .formatted(
            at.site(),
            Figures.amount(at.eventsPerSecond()),
            Figures.amount(at.blockedSecondsPerSecond()));
  }

  private static String of(String service, boolean services) {
    return services ? " (" + service + ")" : "";
  }
}
