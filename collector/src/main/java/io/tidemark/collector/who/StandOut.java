package io.tidemark.collector.who;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The rule for who stands out, and the sentence that says so. A false accusation is worse than
 * silence.
 *
 * <p>A row stands out by its work when all of this holds:
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
 * <p>Of several such rows, the one with the largest disproportion is named. Only when there is
 * none, a row may stand out by an {@link Effect}, when all of this holds:
 *
 * <ol>
 *   <li>it caused at least {@link Effect#harmfulPerSecond} of it, and at least {@value
 *       Overload#MIN_EFFECT_SHARE} of what the service did, so that it is not mostly of no request;
 *   <li>that share is at least {@value #MIN_SHARE_RATIO} times its share of requests;
 *   <li>one of its requests causes at least {@value #MIN_BATCH_RATIO} times what one of the other
 *       clients does <em>at the same handler</em>, by the median. A median below {@link
 *       Effect#ordinaryPerRequest} counts as that much;
 *   <li>there were at least {@value Overload#MIN_REQUESTS_ELSEWHERE} such requests.
 * </ol>
 *
 * <p>The same handler, because handlers differ by nature, and because a cache that is down makes
 * everybody dial and log who needs it: neither is a client's fault. A client that is alone at its
 * handler is therefore not named by what it causes, with one exception: by its tasks, when the
 * handler is known to have no limit; then its requests are compared with all others of the service.
 *
 * <p>'other' and what no request caused are never named. Bounds in a rate or an amount are choices
 * for ordinary services, not measurements.
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
   * @param unbounded handlers without a limit
   * @param jvms living JVMs with the agent
   */
  static Verdict verdict(List<ReportRow> ranked, List<Findings.Handler> unbounded, int jvms) {
    for (ReportRow row : ranked) {
      if (!row.isNameable() || !isHeavy(row)) {
        continue; // before the median, which looks at all rows
      }
      OptionalDouble median = medianElsewhere(ranked, row);
      if (median.isPresent() && isLargeBatch(row, median.getAsDouble())) {
        return named(ranked, row, sentence(ranked, row, median));
      }
    }
    Optional<Overload> worst = Overload.worst(ranked, unbounded);
    return worst.isPresent()
        ? named(ranked, worst.get().row(), sentence(ranked, worst.get()))
        : new Verdict(null, "Nothing stands out: " + whyNot(ranked, jvms));
  }

  private static Verdict named(List<ReportRow> rows, ReportRow row, String sentence) {
    return new Verdict(
        row, sentence + Evidence.against(row) + Evidence.unattributed(rows, row.service()));
  }

  private static boolean isHeavy(ReportRow row) {
    return heavy(row.itemShare(), row) || heavy(row.timeShare(), row);
  }

  private static boolean isLargeBatch(ReportRow row, double medianElsewhere) {
    return row.itemsPerRequest() >= MIN_BATCH_RATIO * Math.max(1, medianElsewhere);
  }

  private static boolean heavy(double share, ReportRow row) {
    return share >= MIN_WORK_SHARE && share >= MIN_SHARE_RATIO * row.requestShare();
  }

  private static OptionalDouble medianElsewhere(List<ReportRow> rows, ReportRow except) {
    List<ReportRow> others =
        rows.stream()
            .filter(row -> !row.equals(except) && row.service().equals(except.service()))
            .toList();
    return Median.of(others, ReportRow::itemsPerRequest, MIN_REQUESTS_ELSEWHERE);
  }

  private static String whyNot(List<ReportRow> ranked, int jvms) {
    if (jvms == 0) {
      return "no running JVM has the agent.";
    }
    List<ReportRow> requests = ranked.stream().filter(row -> !row.isUnattributed()).toList();
    if (requests.isEmpty()) {
      return "no requests in the window; JVMs with the agent: " + jvms + ".";
    }
    Optional<ReportRow> heaviest = requests.stream().filter(ReportRow::isNameable).findFirst();
    if (heaviest.isEmpty()) {
      return "no client in the window has a row of its own.";
    }
    return "the heaviest is "
        + heaviest(ranked, heaviest.get())
        + Evidence.unattributed(ranked, heaviest.get().service());
  }

  // By what it ranks so high for.
  private static String heaviest(List<ReportRow> ranked, ReportRow row) {
    Optional<Effect> effect = row.heaviestEffect();
    return effect.isPresent() && row.workShare() > row.askedShare()
        ? sentence(ranked, Overload.of(ranked, row, effect.get()))
        : sentence(ranked, row, medianElsewhere(ranked, row));
  }

  private static String sentence(List<ReportRow> rows, ReportRow row, OptionalDouble median) {
    boolean byItems = heavy(row.itemShare(), row) || row.itemShare() >= row.timeShare();
    return "%s, %s of %s; %s items a request, %s"
        .formatted(
            beginning(rows, row),
            Figures.percent(byItems ? row.itemShare() : row.timeShare()),
            byItems ? "items" : "time",
            Figures.amount(row.itemsPerRequest()),
            median.isPresent()
                ? "median elsewhere " + Figures.amount(median.getAsDouble())
                : "too few requests elsewhere to compare with");
  }

  private static String sentence(List<ReportRow> rows, Overload overload) {
    Effect effect = overload.effect();
    OptionalDouble median = overload.medianElsewhere();
    return "%s, %s of %s; %s a request, %s"
        .formatted(
            beginning(rows, overload.row()),
            Figures.percent(overload.caused().share()),
            effect.noun(),
            effect.counted(overload.caused().perRequest()),
            median.isPresent()
                ? "median elsewhere " + effect.figure(median.getAsDouble())
                : "too few requests elsewhere to compare with");
  }

  private static String beginning(List<ReportRow> rows, ReportRow row) {
    boolean severalServices = rows.stream().map(ReportRow::service).distinct().count() > 1;
    return "%s via %s%s: %s req/s, %s of requests"
        .formatted(
            row.client(),
            row.method(),
            severalServices ? " in " + row.service() : "",
            Figures.amount(row.requestsPerSecond()),
            Figures.percent(row.requestShare()));
  }
}
