package io.tidemark.collector.who;

import io.tidemark.segment.Column;
import io.tidemark.segment.CountedRow;
import io.tidemark.segment.Metric;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much of each {@link Effect} was caused, by the columns that make it up, such as the reasons
 * why dials failed. Immutable.
 */
public final class Effects {
  private static final List<Column> COLUMNS =
      Stream.of(Effect.values()).flatMap(effect -> effect.columns().stream()).toList();

  private static final Map<Metric, int[]> BY_METRIC = byMetric();

  /** Nothing. */
  public static final Effects NONE = new Effects(new long[COLUMNS.size()]);

  private static final int[] NOWHERE = {};

  private final long[] counts; // as COLUMNS has them

  private Effects(long[] counts) {
    this.counts = counts;
  }

  private static Map<Metric, int[]> byMetric() {
    Map<Metric, int[]> places = new EnumMap<>(Metric.class);
    for (Column column : COLUMNS) {
      Metric metric = Objects.requireNonNull(column.metric());
      places.computeIfAbsent(
          metric,
          of ->
              IntStream.range(0, COLUMNS.size())
                  .filter(i -> COLUMNS.get(i).metric() == of)
                  .toArray());
    }
    return places;
  }

  /** What a row of a segment's ledger has counted. */
  static Effects of(CountedRow row) {
    long[] counts = new long[COLUMNS.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = row.count(COLUMNS.get(i));
    }
    return new Effects(counts);
  }

  /** Collects effects one by one, for one thread. */
  static final class Builder {
    private final long[] counts = new long[COLUMNS.size()];

    /**
     * Sets what a sample says; one that is of no effect is left out.
     *
     * @param label the value of the metric's last label, which may tell columns apart
     * @param amount in the metric's unit
     */
    void set(Metric metric, String label, double amount) {
      for (int i : BY_METRIC.getOrDefault(metric, NOWHERE)) {
        Column column = COLUMNS.get(i);
        if (column.label() == null || label.equals(column.label())) {
          counts[i] = Math.round(amount / column.factor());
        }
      }
    }

    Effects build() {
      return new Effects(counts.clone());
    }
  }

  /** The amount of an effect, in the unit of its metric. */
  double amount(Effect effect) {
    double amount = 0;
    for (Column column : effect.columns()) {
      amount += count(column) * column.factor();
    }
    return amount;
  }

  /** Why most of the dials that failed did, such as {@code timed_out}; null when none prevails. */
  @Nullable String failure() {
    double failed = amount(Effect.FAILED_DIALS);
    for (Column column : Effect.FAILED_DIALS.columns()) {
      if (2 * count(column) > failed) {
        return column.label();
      }
    }
    return null;
  }

  private long count(Column column) {
    return counts[COLUMNS.indexOf(column)];
  }

  Effects plus(Effects more) {
    long[] sum = counts.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more.counts[i];
    }
    return new Effects(sum);
  }

  /** What was counted since; a counter that fell was restarted, and counts from zero. */
  Effects since(Effects before) {
    long[] grown = new long[counts.length];
    for (int i = 0; i < grown.length; i++) {
      grown[i] = RowCounts.grown(before.counts[i], counts[i]);
    }
    return new Effects(grown);
  }

  /** The same, with counters that do not fall below what they were. */
  Effects atLeast(Effects before) {
    long[] least = counts.clone();
    for (int i = 0; i < least.length; i++) {
      least[i] = Math.max(least[i], before.counts[i]);
    }
    return new Effects(least);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Effects effects && Arrays.equals(counts, effects.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Effects");
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        text.append(' ').append(COLUMNS.get(i)).append('=').append(counts[i]);
      }
    }
    return text.toString();
  }
}
