package io.tidemark.collector.who;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One effect of one row's requests, beside what one request causes elsewhere. {@link StandOut} has
 * the rule.
 *
 * @param medianElsewhere of the other clients at the handler; empty when they had too few requests
 */
record Overload(ReportRow row, Effect effect, OptionalDouble medianElsewhere) {
  static final double MIN_EFFECT_SHARE = 0.5;
  static final int MIN_REQUESTS_ELSEWHERE = 50;

  static Overload of(List<ReportRow> rows, ReportRow row, Effect effect) {
    return new Overload(row, effect, median(rows, row, effect, true));
  }

  /** The one with the largest disproportion among those that stand out, if there is any. */
  static Optional<Overload> worst(List<ReportRow> rows, List<Findings.Handler> unbounded) {
    List<Overload> found = new ArrayList<>();
    for (ReportRow row : rows) {
      for (Effect effect : row.caused().keySet()) {
        if (row.isNameable() && isLarge(row, effect)) {
          found.add(compared(rows, unbounded, row, effect));
        }
      }
    }
    return found.stream()
        .filter(Overload::isUnusual)
        .max(Comparator.comparingDouble(each -> each.caused().share() - each.row.requestShare()));
  }

  /** Whether the row causes most of an effect that could do harm, with few of the requests. */
  static boolean isLarge(ReportRow row, Effect effect) {
    Caused caused = row.caused(effect);
    return caused.perSecond() >= effect.harmfulPerSecond()
        && caused.share() >= MIN_EFFECT_SHARE
        && caused.share() >= StandOut.MIN_SHARE_RATIO * row.requestShare();
  }

  Caused caused() {
    return row.caused(effect);
  }

  private boolean isUnusual() {
    double usual = Math.max(effect.ordinaryPerRequest(), medianElsewhere.orElse(0));
    return medianElsewhere.isPresent() && caused().perRequest() >= StandOut.MIN_BATCH_RATIO * usual;
  }

  private static Overload compared(
      List<ReportRow> rows, List<Findings.Handler> unbounded, ReportRow row, Effect effect) {
    Overload atHandler = of(rows, row, effect);
    boolean lacksLimit =
        effect == Effect.TASKS
            && unbounded.stream().anyMatch(each -> each.is(row.service(), row.method()));
    return atHandler.medianElsewhere().isEmpty() && lacksLimit
        ? new Overload(row, effect, median(rows, row, effect, false))
        : atHandler;
  }

  private static OptionalDouble median(
      List<ReportRow> rows, ReportRow except, Effect effect, boolean sameHandler) {
    List<ReportRow> others =
        rows.stream()
            .filter(row -> !row.equals(except) && row.service().equals(except.service()))
            .filter(row -> !sameHandler || row.method().equals(except.method()))
            .toList();
    return Median.of(others, row -> row.caused(effect).perRequest(), MIN_REQUESTS_ELSEWHERE);
  }
}
