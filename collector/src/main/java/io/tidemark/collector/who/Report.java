package io.tidemark.collector.who;

import java.util.List;

/**
 * Who did what in a window.
 *
 * @param windowSeconds length of the window
 * @param verdict who stands out
 * @param rows what each client did at each handler, largest disproportion first; what no request
 *     caused comes last
 * @param findings what the window shows beside its clients
 * @param jvms living JVMs with the agent
 * @param deadJvms segments of JVMs that are gone, which count for nothing here
 * @param unreadable segments that could not be read, and why
 */
public record Report(
    double windowSeconds,
    Verdict verdict,
    List<ReportRow> rows,
    Findings findings,
    int jvms,
    int deadJvms,
    List<String> unreadable) {

  /** Copies the lists. */
  public Report {
    rows = List.copyOf(rows);
    unreadable = List.copyOf(unreadable);
  }

  /** Whether the rows are of more than one service. */
  public boolean severalServices() {
    return rows.stream().map(ReportRow::service).distinct().count() > 1;
  }
}
