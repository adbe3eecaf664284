package io.tidemark.segment;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The metric catalogue: every metric that Tidemark exports, once. Both exporters, the README's
 * table and the checks of dashboards and alerts derive from it.
 *
 * <p>Names and units are OpenTelemetry's where its semantic conventions name the thing, otherwise
 * {@code tidemark.*}. Ids are stable and never used twice. Metrics whose {@link #scope()} is {@link
 * Scope#JVM} also carry {@code service.name} and {@code service.instance.id}: as labels in
 * Prometheus, as resource attributes in OTLP.
 */
public enum Metric {
  REQUESTS(
      1,
      "tidemark.rpc.server.requests",
      Kind.COUNTER,
      Unit.REQUESTS,
      Scope.JVM,
      Keys.ROW,
      "Requests that began, by client and handler."),
  ERRORS(
      2,
      "tidemark.rpc.server.errors",
      Kind.COUNTER,
      Unit.REQUESTS,
      Scope.JVM,
      Keys.ROW_ERROR,
      "Requests that ended with an error, by client, handler and status."),
  DURATION(
      3,
      "rpc.server.call.duration",
      Kind.HISTOGRAM,
      Unit.SECONDS,
      Scope.JVM,
      Keys.ROW,
      "Time from a request's first message or call to its end."),
  ITEMS(
      4,
      "tidemark.rpc.server.request.items",
      Kind.HISTOGRAM,
      Unit.ITEMS,
      Scope.JVM,
      Keys.ROW,
      "Items in one request: the batch that a single request asks for."),
  REQUEST_SIZE(
      5,
      "tidemark.rpc.server.request.size",
      Kind.HISTOGRAM,
      Unit.BYTES,
      Scope.JVM,
      Keys.ROW,
      "Uncompressed bytes of one request's messages."),
  ACTIVE_REQUESTS(
      6,
      "tidemark.rpc.server.active_requests",
      Kind.UP_DOWN_COUNTER,
      Unit.REQUESTS,
      Scope.JVM,
      Keys.ROW,
      "Requests that began and have not ended."),

  TASKS(
      60,
      "tidemark.rpc.tasks",
      Kind.COUNTER,
      Unit.TASKS,
      Scope.JVM,
      Keys.ROW_THREAD,
      "Tasks and threads that requests started, on whatever executor, by client and handler."),
  ACTIVE_TASKS(
      61,
      "tidemark.rpc.active_tasks",
      Kind.UP_DOWN_COUNTER,
      Unit.TASKS,
      Scope.JVM,
      Keys.ROW_THREAD,
      "Tasks that requests started and that have not ended."),
  REQUEST_TASKS(
      62,
      "tidemark.rpc.request.tasks",
      Kind.HISTOGRAM,
      Unit.TASKS,
      Scope.JVM,
      Keys.ROW_THREAD,
      "Tasks that one request had started when it ended: its fan-out."),
  REQUEST_PEAK_TASKS(
      63,
      "tidemark.rpc.request.peak_tasks",
      Kind.HISTOGRAM,
      Unit.TASKS,
      Scope.JVM,
      Keys.ROW_THREAD,
      "Most tasks of one request that ran at the same time."),
  TASK_QUEUE_TIME(
      64,
      "tidemark.rpc.task.queue.time",
      Kind.COUNTER,
      Unit.SECONDS,
      Scope.JVM,
      Keys.ROW,
      "Time that tasks waited between being given to an executor and being run."),
  DIALS(
      65,
      "tidemark.rpc.dials",
      Kind.COUNTER,
      Unit.CONNECTIONS,
      Scope.JVM,
      Keys.ROW,
      "Outbound TCP connects that requests tried, by client and handler."),
  DIAL_ERRORS(
      66,
      "tidemark.rpc.dial.errors",
      Kind.COUNTER,
      Unit.CONNECTIONS,
      Scope.JVM,
      Keys.ROW_ERROR,
      "Outbound TCP connects that failed, by client, handler and reason."),
  LOG_EVENTS(
      67,
      "tidemark.rpc.log.events",
      Kind.COUNTER,
      Unit.EVENTS,
      Scope.JVM,
      Keys.ROW_LEVEL,
      "Log events that requests caused, by client, handler and level."),
  LOG_BLOCKED(
      68,
      "tidemark.rpc.log.blocked",
      Kind.COUNTER,
      Unit.SECONDS,
      Scope.JVM,
      Keys.ROW,
      "Time that threads spent inside log appenders and writes to standard output and error."),
  ALLOCATED(
      69,
      "tidemark.rpc.allocated",
      Kind.COUNTER,
      Unit.BYTES,
      Scope.JVM,
      Keys.ROW,
      "Bytes of heap that platform threads allocated while they worked for requests."),
  CPU_TIME(
      70,
      "tidemark.rpc.cpu.time",
      Kind.COUNTER,
      Unit.SECONDS,
      Scope.JVM,
      Keys.ROW,
      "Processor time that platform threads spent on requests; sampled."),
  DIAL_TIME(
      71,
      "tidemark.rpc.dial.time",
      Kind.COUNTER,
      Unit.SECONDS,
      Scope.JVM,
      Keys.ROW,
      "Time between the beginning of requests' outbound connects and their success or failure."),
  CONNECTIONS_CLOSED(
      72,
      "tidemark.rpc.connections.closed",
      Kind.COUNTER,
      Unit.CONNECTIONS,
      Scope.JVM,
      Keys.ROW_CLOSED_BY,
      "Outbound connections of requests that were closed, by who closed first: after 'local' the"
          + " port stays in TIME_WAIT here."),
  CONNECTION_TIME(
      73,
      "tidemark.rpc.connection.time",
      Kind.COUNTER,
      Unit.SECONDS,
      Scope.JVM,
      Keys.ROW,
      "Lifetimes of requests' outbound connections that were closed, added up."),
  FANOUT_UNBOUNDED(
      74,
      "tidemark.rpc.fanout.unbounded",
      Kind.GAUGE,
      "{handler}",
      Scope.JVM,
      Keys.METHOD,
      "1 for a handler whose concurrent tasks grow with the batch: nothing limits them. 0 for one"
          + " that was given large batches and is not."),
  FANOUT_PEAK(
      75,
      "tidemark.rpc.fanout.peak",
      Kind.HISTOGRAM,
      Unit.TASKS,
      Scope.JVM,
      List.of("rpc.method", "tidemark.fanout"),
      "Most concurrent tasks of each request with a large batch, by whether they 'followed' it or"
          + " were 'held' below it: the evidence for what is unbounded."),

  DESTINATION_DIALS(
      80,
      "tidemark.dials",
      Kind.COUNTER,
      Unit.CONNECTIONS,
      Scope.JVM,
      Keys.PEER,
      "Outbound TCP connects that the JVM tried, by destination, heaviest first; the rest is"
          + " 'other'."),
  DESTINATION_DIAL_ERRORS(
      81,
      "tidemark.dial.errors",
      Kind.COUNTER,
      Unit.CONNECTIONS,
      Scope.JVM,
      Keys.PEER_ERROR,
      "Outbound TCP connects that failed, by destination and reason."),
  DESTINATION_DIAL_DURATION(
      82,
      "tidemark.dial.duration",
      Kind.HISTOGRAM,
      Unit.SECONDS,
      Scope.JVM,
      Keys.PEER,
      "Time from a connect's beginning to its success or failure, by destination. It jumps when"
          + " half of the port range is in use."),
  DESTINATION_CONNECTION_DURATION(
      83,
      "tidemark.connection.duration",
      Kind.HISTOGRAM,
      Unit.SECONDS,
      Scope.JVM,
      Keys.PEER,
      "Lifetimes of outbound connections that were closed, by destination."),
  DESTINATION_CONNECTIONS_CLOSED(
      84,
      "tidemark.connections.closed",
      Kind.COUNTER,
      Unit.CONNECTIONS,
      Scope.JVM,
      Keys.PEER_CLOSED_BY,
      "Outbound connections that were closed, by destination and by who closed first: after 'local'"
          + " the port stays in TIME_WAIT here."),
  LOGGER_EVENTS(
      85,
      "tidemark.log.events",
      Kind.COUNTER,
      Unit.EVENTS,
      Scope.JVM,
      List.of("tidemark.log.logger", "tidemark.log.level"),
      "Log events by logger and level, heaviest loggers first; the rest is 'other'."),
  LOGGER_BLOCKED(
      86,
      "tidemark.log.blocked",
      Kind.COUNTER,
      Unit.SECONDS,
      Scope.JVM,
      List.of("tidemark.log.logger"),
      "Time that threads spent inside log appenders, by logger."),
  LOG_SITE_EVENTS(
      87,
      "tidemark.log.site.events",
      Kind.COUNTER,
      Unit.EVENTS,
      Scope.JVM,
      Keys.SITE,
      "Log events by message template or call site, heaviest first; the rest is 'other'."),
  LOG_SITE_BLOCKED(
      88,
      "tidemark.log.site.blocked",
      Kind.COUNTER,
      Unit.SECONDS,
      Scope.JVM,
      Keys.SITE,
      "Time that threads spent inside log appenders, by message template or call site."),

  AGENT_OVERFLOW(
      10,
      "tidemark.agent.overflow",
      Kind.COUNTER,
      "{occurrence}",
      Scope.JVM,
      List.of("tidemark.table"),
      "Times that something was charged to 'other' because a table of the segment was full."),
  AGENT_EVICTIONS(
      17,
      "tidemark.agent.evictions",
      Kind.COUNTER,
      "{name}",
      Scope.JVM,
      List.of("tidemark.table"),
      "Names that lost their place in a table to a heavier one; what they counted is in 'other'."),
  AGENT_ERRORS(
      11,
      "tidemark.agent.errors",
      Kind.COUNTER,
      "{error}",
      Scope.JVM,
      List.of(),
      "Failures inside the agent that it swallowed, so that the service did not notice."),
  SEGMENT_USED(
      12,
      "tidemark.segment.slots.used",
      Kind.GAUGE,
      "{slot}",
      Scope.JVM,
      List.of("tidemark.table"),
      "Slots of a segment's table in use."),
  SEGMENT_LIMIT(
      13,
      "tidemark.segment.slots.limit",
      Kind.GAUGE,
      "{slot}",
      Scope.JVM,
      List.of("tidemark.table"),
      "Slots of a segment's table, fixed when the segment was created."),
  SEGMENT_AGE(
      14,
      "tidemark.segment.age",
      Kind.GAUGE,
      Unit.SECONDS,
      Scope.JVM,
      List.of(),
      "Time since a counter of the segment last moved, as the collector saw it."),
  SEGMENT_ALIVE(
      15,
      "tidemark.segment.alive",
      Kind.GAUGE,
      "{segment}",
      Scope.JVM,
      List.of(),
      "1 while the JVM that writes the segment lives, else 0."),
  JVM_INFO(
      16,
      "tidemark.jvm.info",
      Kind.GAUGE,
      "{jvm}",
      Scope.JVM,
      List.of("process.pid", "process.start_time", "process.runtime.version", "tidemark.version"),
      "Always 1: what identifies this run of the JVM. Start time in milliseconds since 1970."),

  GC_DURATION(
      20,
      "jvm.gc.duration",
      Kind.HISTOGRAM,
      Unit.SECONDS,
      Scope.JVM,
      List.of("jvm.gc.name"),
      "Garbage collection pauses, from hsperfdata."),
  JVM_THREADS(
      21,
      "jvm.thread.count",
      Kind.UP_DOWN_COUNTER,
      "{thread}",
      Scope.JVM,
      List.of("jvm.thread.daemon"),
      "Platform threads that run Java code, from hsperfdata."),
  JVM_UNREADABLE(
      22,
      "tidemark.jvm.unreadable",
      Kind.GAUGE,
      "{jvm}",
      Scope.JVM,
      List.of("tidemark.reason"),
      "1 for a JVM or a segment that cannot be read, and why."),

  PROCESS_THREADS(
      30,
      "process.thread.count",
      Kind.UP_DOWN_COUNTER,
      "{thread}",
      Scope.JVM,
      List.of(),
      "Threads of the process as the operating system counts them."),
  PROCESS_MEMORY(
      31,
      "process.memory.usage",
      Kind.UP_DOWN_COUNTER,
      Unit.BYTES,
      Scope.JVM,
      List.of(),
      "Resident memory of the process."),
  PROCESS_DESCRIPTORS(
      32,
      "process.unix.file_descriptor.count",
      Kind.UP_DOWN_COUNTER,
      "{file_descriptor}",
      Scope.JVM,
      List.of(),
      "File descriptors that the process has open."),

  CONNECTIONS(
      40,
      "system.network.connection.count",
      Kind.UP_DOWN_COUNTER,
      Unit.CONNECTIONS,
      Scope.HOST,
      List.of("network.transport", "network.type", "network.connection.state"),
      "Connections by state; IPv4 sockets of dual-stack processes count as IPv4."),
  TIME_WAIT(
      41,
      "tidemark.tcp.time_wait",
      Kind.GAUGE,
      Unit.CONNECTIONS,
      Scope.HOST,
      Keys.DESTINATION,
      "Outbound sockets in TIME_WAIT by source address and destination, heaviest first;"
          + " the rest is 'other'."),
  PORTS_USED(
      42,
      "tidemark.tcp.ports.used",
      Kind.GAUGE,
      "{port}",
      Scope.HOST,
      Keys.DESTINATION,
      "Ephemeral ports held in any state by source address and destination, heaviest first;"
          + " the rest is 'other'."),
  SOURCE_PORTS_USED(
      43,
      "tidemark.tcp.source.ports.used",
      Kind.GAUGE,
      "{port}",
      Scope.HOST,
      List.of("network.local.address"),
      "Distinct ephemeral ports held by a source address: what an explicit bind competes for."),
  PORTS_LIMIT(
      44,
      "tidemark.tcp.ports.limit",
      Kind.GAUGE,
      "{port}",
      Scope.HOST,
      List.of(),
      "Ephemeral ports of one source address: ip_local_port_range less the reserved ones."),

  SIGNAL_DURATION(
      50,
      "tidemark.collector.signal.duration",
      Kind.GAUGE,
      Unit.SECONDS,
      Scope.HOST,
      List.of("tidemark.signal"),
      "How long the last sample of a signal took."),
  SIGNAL_SUCCESS(
      51,
      "tidemark.collector.signal.success",
      Kind.GAUGE,
      "{signal}",
      Scope.HOST,
      List.of("tidemark.signal"),
      "1 when the last sample of a signal succeeded, else 0."),
  COLLECTOR_INFO(
      52,
      "tidemark.collector.info",
      Kind.GAUGE,
      "{collector}",
      Scope.HOST,
      List.of("tidemark.version"),
      "Always 1: the collector's version.");

  /** How a value behaves over time, in OpenTelemetry's terms. */
  public enum Kind {
    COUNTER,
    UP_DOWN_COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** What a metric describes: one JVM, or the host that the collector sees. */
  public enum Scope {
    JVM,
    HOST
  }

  private static final class Unit {
    static final String SECONDS = "s";
    static final String BYTES = "By";
    static final String REQUESTS = "{request}";
    static final String ITEMS = "{item}";
    static final String TASKS = "{task}";
    static final String CONNECTIONS = "{connection}";
    static final String EVENTS = "{event}";
  }

  private static final class Keys {
    static final List<String> ROW = List.of("client.name", "rpc.method", "rpc.system.name");
    static final List<String> ROW_ERROR =
        List.of("client.name", "rpc.method", "rpc.system.name", "error.type");
    static final List<String> ROW_THREAD =
        List.of("client.name", "rpc.method", "rpc.system.name", "tidemark.thread.type");
    static final List<String> ROW_LEVEL =
        List.of("client.name", "rpc.method", "rpc.system.name", "tidemark.log.level");
    static final List<String> ROW_CLOSED_BY =
        List.of("client.name", "rpc.method", "rpc.system.name", "tidemark.closed_by");
    static final List<String> METHOD = List.of("rpc.method");
    static final List<String> PEER = List.of("network.peer.address", "network.peer.port");
    static final List<String> PEER_ERROR =
        List.of("network.peer.address", "network.peer.port", "error.type");
    static final List<String> PEER_CLOSED_BY =
        List.of("network.peer.address", "network.peer.port", "tidemark.closed_by");
    static final List<String> SITE = List.of("tidemark.log.site");
    static final List<String> DESTINATION =
        List.of("network.local.address", "network.peer.address", "network.peer.port");
  }

  private final int id;
  private final String otelName;
  private final Kind kind;
  private final String unit;
  private final Scope scope;

  @SuppressWarnings("ImmutableEnumChecker") // always a List.of
  private final List<String> labels;

  private final String help;

  Metric(
      int id,
      String otelName,
      Kind kind,
      String unit,
      Scope scope,
      List<String> labels,
      String help) {
    this.id = id;
    this.otelName = otelName;
    this.kind = kind;
    this.unit = unit;
    this.scope = scope;
    this.labels = labels;
    this.help = help;
  }

  static {
    Set<Integer> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Metric metric : values()) {
      if (!ids.add(metric.id) || !names.add(metric.prometheusName())) {
        throw new IllegalStateException("metric id or name used twice: " + metric);
      }
    }
  }

  /** Stable number of the metric; never given to another one. */
  public int id() {
    return id;
  }

  /** OpenTelemetry's name, such as {@code jvm.gc.duration}. */
  public String otelName() {
    return otelName;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * Unit in UCUM, as OpenTelemetry writes it: {@code s}, {@code By}, {@code {request}}. Never
   * {@code 1}, for which Prometheus appends {@code _ratio} to what it takes in by OTLP.
   */
  public String unit() {
    return unit;
  }

  public Scope scope() {
    return scope;
  }

  /** Attribute keys in order, without those of the resource. */
  public List<String> labels() {
    return labels;
  }

  public String help() {
    return help;
  }

  /**
   * The name in Prometheus' text: dots become underscores, the unit is appended where it is a base
   * unit, and counters end in {@code _total}. Source: OpenTelemetry, "Prometheus and OpenMetrics
   * Compatibility".
   */
  public String prometheusName() {
    StringBuilder name = new StringBuilder(toPrometheus(otelName));
    String suffix = prometheusUnit();
    if (!suffix.isEmpty()) {
      name.append('_').append(suffix);
    }
    if (kind == Kind.COUNTER) {
      name.append("_total");
    }
    return name.toString();
  }

  /** {@code seconds}, {@code bytes}, or empty where the unit is not part of the name. */
  public String prometheusUnit() {
    return switch (unit) {
      case Unit.SECONDS -> "seconds";
      case Unit.BYTES -> "bytes";
      default -> "";
    };
  }

  /** An attribute key or metric name as Prometheus writes it. */
  public static String toPrometheus(String otelName) {
    return otelName.toLowerCase(Locale.ROOT).replace('.', '_');
  }
}
