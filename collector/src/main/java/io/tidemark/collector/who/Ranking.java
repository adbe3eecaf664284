package io.tidemark.collector.who;

import io.tidemark.segment.Label;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ranks the clients and handlers of every service by what they did between two readings of the
 * ledgers. Pure; what stands out is for {@link StandOut} to say.
 *
 * <p>JVMs of one service are added up. A JVM that is not in the earlier reading started since, and
 * counts from zero; one that is not in the later reading is gone, and counts for nothing. Requests
 * count when they begin and items when they arrive, so that a request that never ends is seen. What
 * 'other' takes over from a name that loses its place was counted before, and is no work.
 */
public final class Ranking {
  private record Key(String service, String client, String method) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byService = service.compareTo(other.service);
      int byClient = byService != 0 ? byService : client.compareTo(other.client);
      return byClient != 0 ? byClient : method.compareTo(other.method);
    }
  }

  private Ranking() {}

  /** What was done between two readings. */
  public static Report rank(Ledger before, Ledger after) {
    long windowNs = Math.max(1, after.nanos() - before.nanos());
    Map<Key, Work> workByRow = work(before, after, windowNs);
    Map<String, Work> workByService = new HashMap<>();
    workByRow.forEach((key, work) -> workByService.merge(key.service(), work, Work::plus));
    List<ReportRow> rows = new ArrayList<>();
    workByRow.forEach(
        (key, work) -> {
          if (!work.isNone()) {
            Work total = workByService.getOrDefault(key.service(), Work.NONE);
            rows.add(row(key, work, total, windowNs / 1e9));
          }
        });
    rows.sort(ReportRow.LARGEST_DISPROPORTION_FIRST);
    Findings findings = new Heaviest(before, after, windowNs / 1e9).find();
    return new Report(
        windowNs / 1e9,
        StandOut.verdict(rows, findings.unbounded(), after.living().size()),
        rows,
        findings,
        after.living().size(),
        after.dead(),
        after.unreadable());
  }

  private static Map<Key, Work> work(Ledger before, Ledger after, long windowNs) {
    Map<String, Map<Key, RowCounts>> rowsByRun = new HashMap<>();
    for (Ledger.Jvm jvm : before.living()) {
      rowsByRun.put(jvm.run(), rows(jvm));
    }
    Map<Key, Work> workByRow = new TreeMap<>();
    for (Ledger.Jvm jvm : after.living()) {
      Map<Key, RowCounts> earlier = rowsByRun.getOrDefault(jvm.run(), Map.of());
      Map<Key, RowCounts> later = rows(jvm);
      Map<Key, RowCounts> folded = folded(earlier, later);
      later.forEach(
          (key, row) -> {
            RowCounts from = earlier.getOrDefault(key, RowCounts.zero(key.client(), key.method()));
            RowCounts gained = folded.get(key);
            if (gained != null) {
              from = from.plus(gained);
              row = row.atLeast(from);
            }
            workByRow.merge(key, Work.between(from, row, windowNs), Work::plus);
          });
    }
    return workByRow;
  }

  /**
   * What rows of 'other' took over from names that lost their place since: counted before the
   * window, and no work of anybody in it. A row that is gone lost its name, and so did one that
   * counts less than before: it has another owner, or the same one anew.
   */
  private static Map<Key, RowCounts> folded(
      Map<Key, RowCounts> earlier, Map<Key, RowCounts> later) {
    Map<Key, RowCounts> folded = new HashMap<>();
    earlier.forEach(
        (key, was) -> {
          RowCounts is = later.get(key);
          if (is == null || is.started() < was.started()) {
            Key heir = new Key(key.service(), Label.OTHER, key.method());
            folded.merge(heir, was, RowCounts::plus);
          }
        });
    return folded;
  }

  private static Map<Key, RowCounts> rows(Ledger.Jvm jvm) {
    Map<Key, RowCounts> rows = new HashMap<>();
    for (RowCounts row : jvm.rows()) {
      rows.merge(new Key(jvm.service(), row.client(), row.method()), row, RowCounts::plus);
    }
    return rows;
  }

  private static ReportRow row(Key key, Work work, Work total, double windowSeconds) {
    return new ReportRow(
        key.service(),
        key.client(),
        key.method(),
        work.requests(),
        work.requests() / windowSeconds,
        share((double) work.requests(), (double) total.requests()),
        work.items() / windowSeconds,
        share((double) work.items(), (double) total.items()),
        share(work.timeNs(), total.timeNs()),
        work.errors() / windowSeconds,
        (double) work.items() / Math.max(1, work.requests()),
        work.active(),
        caused(work, total, windowSeconds));
  }

  private static Map<Effect, Caused> caused(Work work, Work total, double windowSeconds) {
    Map<Effect, Caused> caused = new EnumMap<>(Effect.class);
    for (Effect effect : Effect.values()) {
      double amount = work.effects().amount(effect);
      if (amount > 0) {
        caused.put(
            effect,
            new Caused(
                amount / windowSeconds,
                share(amount, total.effects().amount(effect)),
                amount / Math.max(1, Math.max(work.requests(), work.active())),
                effect == Effect.FAILED_DIALS ? work.effects().failure() : null));
      }
    }
    return caused;
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
