package io.tidemark.collector.store;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers a query from several levels: the coarsest that is as fine as the step, before it whatever
 * is coarser, and after it, where it has not been made yet, what is finer.
 */
final class SeriesReader {
  /** Points of all series together, some 40 bytes each. */
  static final int MAX_POINTS = 100_000;

  /** Series of one answer. */
  static final int MAX_SERIES = 2_000;

  private final SeriesQuery query;
  private final Map<SeriesKey, SeriesBuilder> series = new LinkedHashMap<>();
  private int points;

  SeriesReader(SeriesQuery query) {
    this.query = query;
  }

  /** Reads what is on the disk. */
  void read(Function<Level, Shards> levels) throws IOException, PointsTooMany {
    read(levels, query.level(), query.fromMs(), query.toMs(), true, true);
    check();
  }

  private void read(
      Function<Level, Shards> levels,
      Level level,
      long fromMs,
      long toMs,
      boolean older,
      boolean newer)
      throws IOException {
    Shards shards = levels.apply(level);
    long firstMs = Math.max(fromMs, Math.min(toMs, shards.firstMs()));
    Optional<Level> coarser = level.coarser();
    if (older && coarser.isPresent() && firstMs > fromMs) {
      read(levels, coarser.get(), fromMs, firstMs, true, false);
    }
    long endMs = toMs;
    if (newer && level.finer().isPresent()) {
      endMs = Math.max(firstMs, Math.min(toMs, shards.lastMs() + 1));
    }
    if (endMs > firstMs) {
      long begin = firstMs;
      long end = endMs;
      boolean unused =
          shards.read(
              begin - level.windowMs(),
              end,
              query::wants,
              block -> add(block, begin, end, level.stepMs()));
    }
    Optional<Level> finer = level.finer();
    if (newer && finer.isPresent() && endMs < toMs) {
      read(levels, finer.get(), endMs, toMs, false, true);
    }
  }

  private void check() throws PointsTooMany {
    if (isTooMuch()) {
      throw new PointsTooMany(
          "more than %d points or %d series; ask for a shorter time, a longer step or more labels"
              .formatted(MAX_POINTS, MAX_SERIES));
    }
  }

  private boolean isTooMuch() {
    return points > MAX_POINTS || series.size() > MAX_SERIES;
  }

  private boolean add(Block block, long fromMs, long toMs, long everyMs) {
    for (Column column : block.columns()) {
      SeriesBuilder builder =
          series.computeIfAbsent(column.key(), key -> new SeriesBuilder(key, query.stepMs()));
      int pointsBefore = builder.points();
      for (int row = 0; row < block.times().length; row++) {
        long timeMs = block.times()[row];
        if (timeMs >= fromMs && timeMs < toMs) {
          builder.add(timeMs, column, row, everyMs);
        }
      }
      points += builder.points() - pointsBefore;
      if (isTooMuch()) {
        return false;
      }
    }
    return true;
  }

  /** Adds what has not been written yet. */
  void add(Block block) throws PointsTooMany {
    boolean unused = add(block, query.fromMs(), query.toMs(), Level.FULL.stepMs());
    check();
  }

  /** The answer, in the order of the series' labels. */
  List<Series> series() {
    return series.values().stream()
        .filter(builder -> builder.points() > 0)
        .map(SeriesBuilder::series)
        .sorted(
            Comparator.comparing((Series each) -> each.key().named().toString())
                .thenComparing(each -> each.key().field()))
        .toList();
  }
}
