package io.tidemark.collector.who;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The rule for who stands out, and the sentence that says so.
 *
 * <p>A row stands out when all of this holds:
 *
 * <ol>
 *   <li>its share of the service's items, or of its time, is at least {@value #MIN_WORK_SHARE};
 *   <li>that share is at least {@value #MIN_SHARE_RATIO} times its share of requests;
 *   <li>its items per request are at least {@value #MIN_BATCH_RATIO} times the median elsewhere: of
 *       the service's other rows, each as often as it had requests. A median below one item counts
 *       as one;
 *   <li>there were at least {@value #MIN_REQUESTS_ELSEWHERE} requests elsewhere, without which
 *       shares and median say nothing.
 * </ol>
 *
 * <p>Of several such rows, the one with the largest disproportion is named.
 */
final class StandOut {
  static final double MIN_WORK_SHARE = 0.25;
  static final double MIN_SHARE_RATIO = 5;
  static final double MIN_BATCH_RATIO = 8;
  static final int MIN_REQUESTS_ELSEWHERE = 10;

  private StandOut() {}

  /**
   * The verdict on ranked rows.
   *
   * @param jvms living JVMs with the agent
   */
  static Verdict verdict(List<ReportRow> ranked, int jvms) {
    for (ReportRow row : ranked) {
      OptionalDouble median = medianElsewhere(ranked, row);
      if (median.isPresent() && standsOut(row, median.getAsDouble())) {
        return new Verdict(row, sentence(ranked, row, median));
      }
    }
    return new Verdict(null, "Nothing stands out: " + whyNot(ranked, jvms));
  }

  private static boolean standsOut(ReportRow row, double medianElsewhere) {
    boolean work = heavy(row.itemShare(), row) || heavy(row.timeShare(), row);
    return work && row.itemsPerRequest() >= MIN_BATCH_RATIO * Math.max(1, medianElsewhere);
  }

  private static boolean heavy(double share, ReportRow row) {
    return share >= MIN_WORK_SHARE && share >= MIN_SHARE_RATIO * row.requestShare();
  }

  private static OptionalDouble medianElsewhere(List<ReportRow> rows, ReportRow except) {
    List<ReportRow> others = new ArrayList<>();
    long requests = 0;
    for (ReportRow row : rows) {
      if (!row.equals(except) && row.service().equals(except.service())) {
        others.add(row);
        requests += row.requests();
      }
    }
    if (requests < MIN_REQUESTS_ELSEWHERE) {
      return OptionalDouble.empty();
    }
    others.sort(Comparator.comparingDouble(ReportRow::itemsPerRequest));
    long below = 0;
    for (ReportRow row : others) {
      below += row.requests();
      if (2 * below >= requests) {
        return OptionalDouble.of(row.itemsPerRequest());
      }
    }
    throw new IllegalStateException("no median of " + others);
  }

  private static String whyNot(List<ReportRow> ranked, int jvms) {
    if (jvms == 0) {
      return "no running JVM has the agent.";
    }
    if (ranked.isEmpty()) {
      return "no requests in the window; JVMs with the agent: " + jvms + ".";
    }
    ReportRow heaviest = ranked.get(0);
    return "the heaviest is " + sentence(ranked, heaviest, medianElsewhere(ranked, heaviest));
  }

  private static String sentence(List<ReportRow> rows, ReportRow row, OptionalDouble median) {
    boolean severalServices = rows.stream().map(ReportRow::service).distinct().count() > 1;
    boolean byItems = heavy(row.itemShare(), row) || row.itemShare() >= row.timeShare();
    return "%s via %s%s: %s req/s, %s of requests, %s of %s; %s items a request, %s"
        .formatted(
            row.client(),
            row.method(),
            severalServices ? " in " + row.service() : "",
            Figures.amount(row.requestsPerSecond()),
            Figures.percent(row.requestShare()),
            Figures.percent(byItems ? row.itemShare() : row.timeShare()),
            byItems ? "items" : "time",
            Figures.amount(row.itemsPerRequest()),
            median.isPresent()
                ? "median elsewhere " + Figures.amount(median.getAsDouble())
                : "too few requests elsewhere to compare with");
  }
}
