package io.tidemark.lab.load;

import java.util.List;

/**
 * What the clients tell their parent once a second, counted since their start.
 *
 * @param requests sent
 * @param items in them
 * @param ok requests that ended well
 * @param failed requests that ended otherwise
 */
public record LoadStats(long requests, long items, long ok, long failed) {

  public static final LoadStats ZERO = new LoadStats(0, 0, 0, 0);

  static LoadStats of(List<LedgerRow> rows) {
    long ok = rows.stream().mapToLong(row -> row.outcomes().getOrDefault("OK", 0L)).sum();
    long ended =
        rows.stream().flatMap(row -> row.outcomes().values().stream()).mapToLong(n -> n).sum();
    return new LoadStats(
        rows.stream().mapToLong(row -> row.sent().requests()).sum(),
        rows.stream().mapToLong(row -> row.sent().items()).sum(),
        ok,
        ended - ok);
  }
}
