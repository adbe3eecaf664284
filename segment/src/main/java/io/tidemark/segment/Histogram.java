package io.tidemark.segment;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The histograms of the tables' rows, each table's in the order in which they stand there. */
public enum Histogram {
  /**
   * Duration of ended requests, in ticks of 2^-20 s (0.95 µs), rounded up. Ticks of a power of two
   * make powers of two in seconds exact bounds, which nanoseconds would not.
   */
  DURATION(Metric.DURATION, Column.DURATION_NS, -20, 1e-9),
  /** Items of a request, recorded when its last message has arrived. */
  ITEMS(Metric.ITEMS, Column.ITEMS, 0, 1),
  /** Bytes of a request, recorded when its last message has arrived. */
  REQUEST_BYTES(Metric.REQUEST_SIZE, Column.REQUEST_BYTES, 0, 1),
  /** Tasks that a request had started on platform threads, recorded when it ends. */
  TASKS_PLATFORM(Metric.REQUEST_TASKS, "platform", Column.REQUEST_TASKS_PLATFORM),
  TASKS_VIRTUAL(Metric.REQUEST_TASKS, "virtual", Column.REQUEST_TASKS_VIRTUAL),
  /** Most tasks of a request that ran at the same time, recorded when it ends. */
  PEAK_TASKS_PLATFORM(Metric.REQUEST_PEAK_TASKS, "platform", Column.PEAK_TASKS_PLATFORM),
  PEAK_TASKS_VIRTUAL(Metric.REQUEST_PEAK_TASKS, "virtual", Column.PEAK_TASKS_VIRTUAL),

  /** Time of a connect that succeeded or failed, in ticks as in {@link #DURATION}. */
  DIAL_DURATION(Metric.DESTINATION_DIAL_DURATION, Column.DESTINATION_DIAL_NS, -20, 1e-9),
  /** Time from a connection's first byte to its close, in ticks as in {@link #DURATION}. */
  CONNECTION_DURATION(
      Metric.DESTINATION_CONNECTION_DURATION, Column.DESTINATION_LIFETIME_NS, -20, 1e-9),

  /** Peak tasks of requests with a large batch whose tasks, bounded by no pool, followed it. */
  FANOUT_FOLLOWED(Metric.FANOUT_PEAK, "followed", Column.FANOUT_FOLLOWED_TASKS),
  /** Peak tasks of requests with a large batch that was larger. */
  FANOUT_HELD(Metric.FANOUT_PEAK, "held", Column.FANOUT_HELD_TASKS);

  private static final List<List<Histogram>> BY_TABLE =
      Stream.of(Table.values()).map(Histogram::histograms).toList();

  private static final double TICKS_PER_NANO = Math.scalb(1.0, 20) / 1e9;

  private final Metric metric;
  private final @Nullable String label;
  private final Column sum;
  private final int tickExponent;
  private final double sumFactor;
  private final int slots;
  private final int offset;
  private final int index;

  Histogram(Metric metric, Column sum, int tickExponent, double sumFactor) {
    this(metric, null, sum, tickExponent, sumFactor, Buckets.COUNT);
  }

  Histogram(Metric metric, String label, Column sum) {
    this(metric, label, sum, 0, 1, Places.SMALL_SLOTS);
  }

  Histogram(
      Metric metric,
      @Nullable String label,
      Column sum,
      int tickExponent,
      double sumFactor,
      int slots) {
    this.metric = metric;
    this.label = label;
    this.sum = sum;
    this.tickExponent = tickExponent;
    this.sumFactor = sumFactor;
    this.slots = slots;
    this.index = Places.number(sum.table());
    this.offset = Places.take(sum.table(), slots);
  }

  private static final class Places {
    // Numbers of tasks beyond 2^20 share the last slot: no JVM runs so many.
    static final int SMALL_SLOTS = Buckets.slotOfPower(20) + 2;

    private static final int[] NEXT = new int[Table.values().length];
    private static final int[] NUMBER = new int[Table.values().length];

    static int number(Table table) {
      return NUMBER[table.ordinal()]++;
    }

    static int take(Table table, int slots) {
      int offset = NEXT[table.ordinal()];
      NEXT[table.ordinal()] =
          offset + TableLayout.align(slots * Long.BYTES, TableLayout.CACHE_LINE);
      return offset;
    }
  }

  private static List<Histogram> histograms(Table table) {
    return Stream.of(values()).filter(each -> each.table() == table).toList();
  }

  /** The histograms of a table, in order. */
  public static List<Histogram> of(Table table) {
    return BY_TABLE.get(table.ordinal());
  }

  /** Bytes of all histograms of one row. */
  static int bytes(Table table) {
    return Places.NEXT[table.ordinal()];
  }

  /** The table whose rows have the histogram. */
  public Table table() {
    return sum.table();
  }

  /** How many slots it has: as {@link Buckets} has them, but the last one takes all that follow. */
  public int slots() {
    return slots;
  }

  /** Offset from the first histogram of a row. */
  int offset() {
    return offset;
  }

  /** Position among the histograms of its table. */
  public int index() {
    return index;
  }

  public Metric metric() {
    return metric;
  }

  /** The value of the metric's last label; null when it has none of its own. */
  public @Nullable String label() {
    return label;
  }

  /** The column that holds the sum of the values. */
  public Column sum() {
    return sum;
  }

  /** One recorded unit is {@code 2^tickExponent} of the metric's unit. */
  public int tickExponent() {
    return tickExponent;
  }

  /** What the {@link #sum()} column is multiplied with to be in the metric's unit. */
  public double sumFactor() {
    return sumFactor;
  }

  /** Ticks of {@link #DURATION} for a time, at least 1. */
  public static long durationTicks(long elapsedNs) {
    return Math.max(1, (long) Math.ceil(elapsedNs * TICKS_PER_NANO));
  }
}
