package io.tidemark.collector.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one coarse block of fine ones. Of each step it keeps the last value, which is all that a
 * counter needs, and of what is no counter the least and the greatest too; its time is that of the
 * step's last row.
 */
final class Rollup {
  private final long fromMs;
  private final long stepMs;
  private final long[] times = new long[Level.ROWS];
  private final Map<SeriesKey, Column> columns = new LinkedHashMap<>();

  /**
   * Begins a block.
   *
   * @param fromMs where its window begins
   */
  Rollup(Level level, long fromMs) {
    this.fromMs = fromMs;
    this.stepMs = level.stepMs();
  }

  /** Adds a finer block; to be called in the order of time. Rows out of the window are left out. */
  void add(Block block) {
    for (int row = 0; row < block.times().length; row++) {
      int step = step(block.times()[row]);
      if (step >= 0) {
        times[step] = block.times()[row];
      }
    }
    for (Column fine : block.columns()) {
      Column coarse = columns.computeIfAbsent(fine.key(), Rollup::empty);
      for (int row = 0; row < fine.last().length; row++) {
        int step = step(block.times()[row]);
        if (step >= 0 && fine.last()[row] != FixedPoint.ABSENT) {
          add(coarse, step, fine, row);
        }
      }
    }
  }

  private int step(long timeMs) {
    long step = Math.floorDiv(timeMs - fromMs, stepMs);
    return step >= 0 && step < Level.ROWS ? (int) step : -1;
  }

  private static Column empty(SeriesKey key) {
    long[] absent = new long[Level.ROWS];
    Arrays.fill(absent, FixedPoint.ABSENT);
    return key.isCounter()
        ? Column.full(key, absent)
        : new Column(key, absent, absent.clone(), absent.clone());
  }

  private static void add(Column to, int step, Column from, int row) {
    boolean first = to.last()[step] == FixedPoint.ABSENT;
    to.last()[step] = from.last()[row];
    if (to.min() != to.last()) {
      long min = from.min()[row];
      long max = from.max()[row];
      to.min()[step] = first ? min : Math.min(to.min()[step], min);
      to.max()[step] = first ? max : Math.max(to.max()[step], max);
    }
  }

  /** The block, without the steps in which there was nothing. */
  Block block() {
    int[] steps = new int[Level.ROWS];
    int count = 0;
    for (int step = 0; step < Level.ROWS; step++) {
      if (times[step] != 0) {
        steps[count++] = step;
      }
    }
    int[] kept = Arrays.copyOf(steps, count);
    List<Column> out = new ArrayList<>(columns.size());
    columns.forEach((key, column) -> out.add(pick(column, kept)));
    return new Block(pick(times, kept), out);
  }

  private static Column pick(Column column, int[] steps) {
    long[] last = pick(column.last(), steps);
    return column.min() == column.last()
        ? Column.full(column.key(), last)
        : new Column(column.key(), last, pick(column.min(), steps), pick(column.max(), steps));
  }

  private static long[] pick(long[] values, int[] steps) {
    return Arrays.stream(steps).mapToLong(step -> values[step]).toArray();
  }
}
