package io.tidemark.segment;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The counters of the tables' rows, each table's in the order in which they stand in its rows. They
 * only grow.
 *
 * <p>What ends stands before what begins: a reader copies upwards, so that it sees an end only
 * together with its beginning, and what is in flight is never negative. The five that every request
 * moves share one cache line.
 */
public enum Column {
  /** Requests that ended, well or not. */
  ENDED,
  /** Requests that began. */
  STARTED(Metric.REQUESTS),
  /** Time of ended requests, in nanoseconds. */
  DURATION_NS,
  /** Items of all requests so far, those in flight included. */
  ITEMS,
  /** Bytes of all request messages so far, uncompressed. */
  REQUEST_BYTES,
  ERROR_CANCELLED(Metric.ERRORS, "CANCELLED"),
  ERROR_UNKNOWN(Metric.ERRORS, "UNKNOWN"),
  ERROR_INVALID_ARGUMENT(Metric.ERRORS, "INVALID_ARGUMENT"),
  ERROR_DEADLINE_EXCEEDED(Metric.ERRORS, "DEADLINE_EXCEEDED"),
  ERROR_NOT_FOUND(Metric.ERRORS, "NOT_FOUND"),
  ERROR_ALREADY_EXISTS(Metric.ERRORS, "ALREADY_EXISTS"),
  ERROR_PERMISSION_DENIED(Metric.ERRORS, "PERMISSION_DENIED"),
  ERROR_RESOURCE_EXHAUSTED(Metric.ERRORS, "RESOURCE_EXHAUSTED"),
  ERROR_FAILED_PRECONDITION(Metric.ERRORS, "FAILED_PRECONDITION"),
  ERROR_ABORTED(Metric.ERRORS, "ABORTED"),
  ERROR_OUT_OF_RANGE(Metric.ERRORS, "OUT_OF_RANGE"),
  ERROR_UNIMPLEMENTED(Metric.ERRORS, "UNIMPLEMENTED"),
  ERROR_INTERNAL(Metric.ERRORS, "INTERNAL"),
  ERROR_UNAVAILABLE(Metric.ERRORS, "UNAVAILABLE"),
  ERROR_DATA_LOSS(Metric.ERRORS, "DATA_LOSS"),
  ERROR_UNAUTHENTICATED(Metric.ERRORS, "UNAUTHENTICATED"),
  /** A method named in the configuration ended with an exception. */
  ERROR_EXCEPTION(Metric.ERRORS, "exception"),
  ERROR_HTTP_500(Metric.ERRORS, "500"),
  ERROR_HTTP_502(Metric.ERRORS, "502"),
  ERROR_HTTP_503(Metric.ERRORS, "503"),
  ERROR_HTTP_504(Metric.ERRORS, "504"),
  /** An HTTP request ended with any other status from 500 on. */
  ERROR_HTTP_OTHER(Metric.ERRORS, "_OTHER"),
  /** Tasks that ended, on platform threads. */
  TASKS_ENDED_PLATFORM,
  /** Tasks that ended, on virtual threads. */
  TASKS_ENDED_VIRTUAL,
  TASKS_PLATFORM(Metric.TASKS, "platform"),
  TASKS_VIRTUAL(Metric.TASKS, "virtual"),
  /** Time from a task's hand-over to its run, in nanoseconds. */
  TASK_QUEUE_NS(Metric.TASK_QUEUE_TIME, 1e-9),
  /** Highest numbers of tasks of one request that ran at the same time, added up. */
  PEAK_TASKS_PLATFORM,
  PEAK_TASKS_VIRTUAL,
  /** Tasks that ended requests had started, added up. */
  REQUEST_TASKS_PLATFORM,
  REQUEST_TASKS_VIRTUAL,
  /** Bytes that platform threads allocated. */
  ALLOCATED_BYTES(Metric.ALLOCATED),
  /** Processor time of platform threads, sampled, in nanoseconds. */
  CPU_NS(Metric.CPU_TIME, 1e-9),
  DIALS(Metric.DIALS),
  DIAL_ADDRESS_ALREADY_IN_USE(Metric.DIAL_ERRORS, "address_already_in_use"),
  DIAL_ADDRESS_NOT_AVAILABLE(Metric.DIAL_ERRORS, "address_not_available"),
  DIAL_CONNECTION_REFUSED(Metric.DIAL_ERRORS, "connection_refused"),
  DIAL_CONNECTION_RESET(Metric.DIAL_ERRORS, "connection_reset"),
  DIAL_TIMED_OUT(Metric.DIAL_ERRORS, "timed_out"),
  DIAL_UNREACHABLE(Metric.DIAL_ERRORS, "host_unreachable"),
  DIAL_OTHER(Metric.DIAL_ERRORS, "_OTHER"),
  /** Time from a connect's beginning to its success or failure, in nanoseconds. */
  DIAL_NS(Metric.DIAL_TIME, 1e-9),
  /** Connections that this side closed first: TIME_WAIT stays here. */
  CLOSED_LOCAL(Metric.CONNECTIONS_CLOSED, "local"),
  /** Connections whose peer had closed its side when this side closed. */
  CLOSED_REMOTE(Metric.CONNECTIONS_CLOSED, "remote"),
  /** Lifetimes of closed connections added up, in nanoseconds. */
  CONNECTION_NS(Metric.CONNECTION_TIME, 1e-9),
  LOG_ERROR(Metric.LOG_EVENTS, "error"),
  LOG_WARN(Metric.LOG_EVENTS, "warn"),
  LOG_INFO(Metric.LOG_EVENTS, "info"),
  LOG_DEBUG(Metric.LOG_EVENTS, "debug"),
  LOG_TRACE(Metric.LOG_EVENTS, "trace"),
  /** Writes to standard output and standard error. */
  LOG_CONSOLE(Metric.LOG_EVENTS, "console"),
  LOG_BLOCKED_NS(Metric.LOG_BLOCKED, 1e-9),

  /** Connections that have ended, of one destination: by this side first. */
  DESTINATION_CLOSED_LOCAL(Table.DESTINATIONS, Metric.DESTINATION_CONNECTIONS_CLOSED, "local", 1),
  /** The same, by the peer first. */
  DESTINATION_CLOSED_REMOTE(Table.DESTINATIONS, Metric.DESTINATION_CONNECTIONS_CLOSED, "remote", 1),
  DESTINATION_ADDRESS_ALREADY_IN_USE(DIAL_ADDRESS_ALREADY_IN_USE),
  DESTINATION_ADDRESS_NOT_AVAILABLE(DIAL_ADDRESS_NOT_AVAILABLE),
  DESTINATION_CONNECTION_REFUSED(DIAL_CONNECTION_REFUSED),
  DESTINATION_CONNECTION_RESET(DIAL_CONNECTION_RESET),
  DESTINATION_TIMED_OUT(DIAL_TIMED_OUT),
  DESTINATION_UNREACHABLE(DIAL_UNREACHABLE),
  DESTINATION_OTHER(DIAL_OTHER),
  DESTINATION_DIALS(Table.DESTINATIONS, Metric.DESTINATION_DIALS, null, 1),
  /** Time of connects that succeeded or failed, in nanoseconds. */
  DESTINATION_DIAL_NS(Table.DESTINATIONS),
  /** Lifetimes of closed connections, in nanoseconds. */
  DESTINATION_LIFETIME_NS(Table.DESTINATIONS),

  LOGGER_ERROR(Table.LOGGERS, Metric.LOGGER_EVENTS, "error", 1),
  LOGGER_WARN(Table.LOGGERS, Metric.LOGGER_EVENTS, "warn", 1),
  LOGGER_INFO(Table.LOGGERS, Metric.LOGGER_EVENTS, "info", 1),
  LOGGER_DEBUG(Table.LOGGERS, Metric.LOGGER_EVENTS, "debug", 1),
  LOGGER_TRACE(Table.LOGGERS, Metric.LOGGER_EVENTS, "trace", 1),
  LOGGER_CONSOLE(Table.LOGGERS, Metric.LOGGER_EVENTS, "console", 1),
  LOGGER_BLOCKED_NS(Table.LOGGERS, Metric.LOGGER_BLOCKED, null, 1e-9),

  SITE_EVENTS(Table.LOG_SITES, Metric.LOG_SITE_EVENTS, null, 1),
  SITE_BLOCKED_NS(Table.LOG_SITES, Metric.LOG_SITE_BLOCKED, null, 1e-9),

  /** The values in {@link Histogram#FANOUT_FOLLOWED} added up. */
  FANOUT_FOLLOWED_TASKS(Table.FANOUT),
  /** The values in {@link Histogram#FANOUT_HELD} added up. */
  FANOUT_HELD_TASKS(Table.FANOUT);

  // Each call of values() copies them.
  private static final Column[] VALUES = values();

  private static final List<List<Column>> BY_TABLE =
      Stream.of(Table.values()).map(Column::columns).toList();

  private static final List<List<Column>> WEIGHTS =
      BY_TABLE.stream().map(of -> of.stream().filter(Column::weighs).toList()).toList();

  private static final Column[] BY_GRPC_CODE = new Column[17];

  static {
    for (int code = 1; code < BY_GRPC_CODE.length; code++) {
      BY_GRPC_CODE[code] = values()[ERROR_CANCELLED.ordinal() + code - 1];
    }
  }

  private final Table table;
  private final int offset;
  private final @Nullable Metric metric;
  private final @Nullable String label;
  private final double factor;

  /** A column that is exported as part of something else: a histogram's sum, or what is active. */
  Column() {
    this(Table.LEDGER);
  }

  Column(Table table) {
    this(table, null, null, 1);
  }

  Column(Metric metric) {
    this(Table.LEDGER, metric, null, 1);
  }

  Column(Metric metric, String label) {
    this(Table.LEDGER, metric, label, 1);
  }

  Column(Metric metric, double factor) {
    this(Table.LEDGER, metric, null, factor);
  }

  /** Dials of one destination that failed for the same reason as a request's. */
  Column(Column ofRequest) {
    this(Table.DESTINATIONS, Metric.DESTINATION_DIAL_ERRORS, ofRequest.label, 1);
  }

  Column(Table table, @Nullable Metric metric, @Nullable String label, double factor) {
    this.table = table;
    this.offset = Places.take(table, Long.BYTES);
    this.metric = metric;
    this.label = label;
    this.factor = factor;
  }

  private static final class Places {
    private static final int[] NEXT = new int[Table.values().length];

    static int take(Table table, int bytes) {
      int offset = NEXT[table.ordinal()];
      NEXT[table.ordinal()] = offset + bytes;
      return offset;
    }
  }

  private static List<Column> columns(Table table) {
    return Stream.of(values()).filter(column -> column.table == table).toList();
  }

  /** The columns of a table, in order. */
  public static List<Column> of(Table table) {
    return BY_TABLE.get(table.ordinal());
  }

  /** Those of {@link #of} that count when names are ranked by weight. */
  static List<Column> weights(Table table) {
    return WEIGHTS.get(table.ordinal());
  }

  /** The table whose rows have the column. */
  public Table table() {
    return table;
  }

  /** Offset from the beginning of a stripe. */
  int offset() {
    return offset;
  }

  /** Position among the columns of its table. */
  public int index() {
    return offset / Long.BYTES;
  }

  /**
   * Whether it counts when names are ranked by weight: work asked for, not time. A client weighs
   * its requests, their items and their tasks.
   */
  private boolean weighs() {
    return switch (this) {
      case STARTED, ITEMS, REQUEST_TASKS_PLATFORM, REQUEST_TASKS_VIRTUAL -> true;
      case DESTINATION_DIALS, SITE_EVENTS -> true;
      default -> metric == Metric.LOGGER_EVENTS;
    };
  }

  /** The counter that the column is exported as; null when it is part of something else. */
  public @Nullable Metric metric() {
    return metric;
  }

  /** The value of the metric's last label, such as {@code error.type}; null when it has none. */
  public @Nullable String label() {
    return label;
  }

  /** What the column is multiplied with to be in the metric's unit. */
  public double factor() {
    return factor;
  }

  /** True for a column that counts requests ended with one kind of error. */
  public boolean isError() {
    return metric == Metric.ERRORS;
  }

  /** Dials of one destination that failed for the same reason as this one's, which is a dial's. */
  public Column ofDestination() {
    if (metric != Metric.DIAL_ERRORS) {
      throw new IllegalArgumentException(this + " is no reason why a dial fails");
    }
    return VALUES[
        DESTINATION_ADDRESS_ALREADY_IN_USE.ordinal()
            + ordinal()
            - DIAL_ADDRESS_ALREADY_IN_USE.ordinal()];
  }

  /** Events of one logger at the same level as this one's, which is a request's. */
  public Column ofLogger() {
    if (metric != Metric.LOG_EVENTS) {
      throw new IllegalArgumentException(this + " counts no log events");
    }
    return VALUES[LOGGER_ERROR.ordinal() + ordinal() - LOG_ERROR.ordinal()];
  }

  /**
   * The error column of a gRPC status code, 1 to 16; a code outside that range counts as unknown.
   * Source: grpc, "Status codes and their use in gRPC".
   */
  public static Column ofGrpcCode(int code) {
    return code >= 1 && code < BY_GRPC_CODE.length ? BY_GRPC_CODE[code] : ERROR_UNKNOWN;
  }
}
