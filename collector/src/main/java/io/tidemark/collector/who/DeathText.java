package io.tidemark.collector.who;

import java.util.ArrayList;
import java.util.List;

/** What is known of JVMs that ended, in a sentence each; the page shows the same. */
public final class DeathText {
  private static final int MAX_LINES = 10;
  private static final long SECOND_MS = 1000;
  private static final long MINUTE_MS = 60 * SECOND_MS;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final long DAY_MS = 24 * HOUR_MS;

  private DeathText() {}

  /** A sentence for each of the first {@value #MAX_LINES}, and how many more there are. */
  public static List<String> lines(List<Death> deaths, long nowEpochMs) {
    List<String> lines = new ArrayList<>();
    for (Death death : deaths.subList(0, Math.min(MAX_LINES, deaths.size()))) {
      lines.add(of(death, nowEpochMs));
    }
    if (deaths.size() > MAX_LINES) {
      lines.add("and " + (deaths.size() - MAX_LINES) + " more; --json shows all");
    }
    return lines;
  }

  /**
   * {@code feeds (host-1) ended 12 s ago, killed for memory, after 3 min 20 s; heaviest in its last
   * 10 s: new-indexer via dataplane.Posts/GetPostRecord, 98 % of items}.
   */
  public static String of(Death death, long nowEpochMs) {
    StringBuilder text = new StringBuilder(death.service());
    text.append(" (").append(name(death)).append(") ended");
    if (death.endEpochMs().isPresent()) {
      text.append(' ').append(time(nowEpochMs - death.endEpochMs().getAsLong())).append(" ago");
    }
    text.append(", ").append(death.exit().words());
    if (death.uptimeMs().isPresent()) {
      text.append(", after ").append(time(death.uptimeMs().getAsLong()));
    }
    if (death.endEpochMs().isEmpty()) {
      text.append(", nobody knows when");
    }
    return text.append(heaviest(death)).toString();
  }

  private static String name(Death death) {
    return death.instance().isEmpty() ? "pid " + death.pid() : death.instance();
  }

  private static String heaviest(Death death) {
    if (death.heaviest().isEmpty()) {
      return death.windowSeconds() == 0
          ? ""
          : "; no work in its last " + Figures.amount(death.windowSeconds()) + " s";
    }
    ReportRow row = death.heaviest().get();
    String window =
        death.windowSeconds() == 0
            ? "; heaviest since its start: "
            : "; heaviest in its last " + Figures.amount(death.windowSeconds()) + " s: ";
    return window
        + row.client()
        + " via "
        + row.method()
        + ", "
        + work(row)
        + (death.windowSeconds() == 0 ? "" : Evidence.against(row));
  }

  private static String work(ReportRow row) {
    if (row.itemShare() > 0 && row.itemShare() >= row.timeShare()) {
      return Figures.percent(row.itemShare()) + " of items";
    }
    return row.timeShare() > 0
        ? Figures.percent(row.timeShare()) + " of time"
        : row.caused().entrySet().stream()
            .map(each -> Figures.percent(each.getValue().share()) + " of " + each.getKey().noun())
            .findFirst()
            .orElse(Figures.percent(row.requestShare()) + " of requests");
  }

  /** {@code 0 s}, {@code 59 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
  static String time(long ms) {
    long least = Math.max(0, ms);
    if (least < MINUTE_MS) {
      return least / SECOND_MS + " s";
    }
    if (least < HOUR_MS) {
      return two(least / MINUTE_MS, "min", least % MINUTE_MS / SECOND_MS, "s");
    }
    return least < DAY_MS
        ? two(least / HOUR_MS, "h", least % HOUR_MS / MINUTE_MS, "min")
        : two(least / DAY_MS, "d", least % DAY_MS / HOUR_MS, "h");
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }
}
