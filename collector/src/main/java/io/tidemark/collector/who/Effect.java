package io.tidemark.collector.who;

import io.tidemark.segment.Column;
import io.tidemark.segment.Metric;
import io.tidemark.segment.Table;
import java.util.List;
import java.util.Locale;

/**
 * Something that requests cause, beside their items and their time. Amounts are in the unit of its
 * metric, which the columns of a segment's row and the collector's samples both name.
 */
public enum Effect {
  /** Tasks and threads started. */
  TASKS(Metric.TASKS, "tasks", 100, 1, "tasks", 1),
  /** Outbound connects tried. */
  DIALS(Metric.DIALS, "dials", 20, 1, "dials", 1),
  /** Outbound connects that failed, by reason. */
  FAILED_DIALS(Metric.DIAL_ERRORS, "failed dials", 10, 1, "failed dials", 1),
  LOG_EVENTS(Metric.LOG_EVENTS, "log events", 100, 1, "log events", 1),
  /** Bytes allocated on platform threads. */
  ALLOCATED_BYTES(Metric.ALLOCATED, "allocated bytes", 100e6, 1e6, "MB allocated", 1e-6),
  /** Processor time of platform threads, sampled, in seconds. */
  CPU(Metric.CPU_TIME, "CPU time", 0.5, 0.01, "ms of CPU", 1e3);

  private final Metric metric;

  @SuppressWarnings("ImmutableEnumChecker") // always from Stream.toList
  private final List<Column> columns;

  private final String noun;
  private final double harmfulPerSecond;
  private final double ordinaryPerRequest;
  private final String unit;
  private final double factor;

  Effect(
      Metric metric,
      String noun,
      double harmfulPerSecond,
      double ordinaryPerRequest,
      String unit,
      double factor) {
    this.metric = metric;
    this.columns = Column.of(Table.LEDGER).stream().filter(c -> c.metric() == metric).toList();
    this.noun = noun;
    this.harmfulPerSecond = harmfulPerSecond;
    this.ordinaryPerRequest = ordinaryPerRequest;
    this.unit = unit;
    this.factor = factor;
  }

  /** The metric that it is exported as, by client and handler. */
  Metric metric() {
    return metric;
  }

  /** The columns of a ledger's row that add up to it, each multiplied with its factor. */
  List<Column> columns() {
    return columns;
  }

  /** What comes after {@code 97 % of}. */
  String noun() {
    return noun;
  }

  /** An amount in words: {@code 500 dials}, {@code 12 MB allocated}. */
  String counted(double amount) {
    return figure(amount) + ' ' + unit;
  }

  /** The same without the unit. */
  String figure(double amount) {
    return Figures.amount(amount * factor);
  }

  /** The name of its field in JSON. */
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A row that causes less in a second is not worth a word, whatever its share. */
  public double harmfulPerSecond() {
    return harmfulPerSecond;
  }

  /** So much in one request is ordinary, even where others cause nothing. */
  double ordinaryPerRequest() {
    return ordinaryPerRequest;
  }
}
