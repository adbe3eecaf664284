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

  OOM_KILLS(
      160,
      "tidemark.process.oom_kills",
      Kind.COUNTER,
      "{process}",
      Scope.JVM,
      List.of(),
      "Processes of the service's control group that the kernel killed for memory."),
  HOST_OOM_KILLS(
      161,
      "tidemark.host.oom_kills",
      Kind.COUNTER,
      "{process}",
      Scope.HOST,
      List.of(),
      "Processes of the host that the kernel killed for memory, containers included."),
  OUT_OF_MEMORY(
      162,
      "tidemark.jvm.out_of_memory_errors",
      Kind.COUNTER,
      "{error}",
      Scope.JVM,
      List.of(),
      "OutOfMemoryErrors that ended a request or a task, as the agent saw them."),
  EXITS(
      163,
      "tidemark.jvm.exits",
      Kind.COUNTER,
      "{exit}",
      Scope.JVM,
      List.of("tidemark.exit"),
      "Ends of the service's JVMs: 'clean', 'unclean' (no shutdown was seen), 'oom_kill', or 'unknown' where a JVM without the agent left nothing that could tell."),
  RESTARTS(
      164,
      "tidemark.jvm.restarts",
      Kind.COUNTER,
      "{restart}",
      Scope.JVM,
      List.of(),
      "JVMs that took the place of one that had ended."),
  RESTART_INTERVAL(
      165,
      "tidemark.jvm.restart.interval",
      Kind.GAUGE,
      Unit.SECONDS,
      Scope.JVM,
      List.of(),
      "Time between the last two starts."),
  LAST_DEATH(
      166,
      "tidemark.jvm.last_death.time",
      Kind.GAUGE,
      Unit.SECONDS,
      Scope.JVM,
      List.of("tidemark.exit", "client.name", "rpc.method"),
      "When the last JVM of this place ended, in seconds since 1970, how, and who was heaviest in its last ten seconds."),

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
      List.of(
          "process.pid",
          "process.start_time",
          "process.runtime.version",
          "tidemark.version",
          "container.id"),
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

  PAUSE_MAX(
      120,
      "tidemark.jvm.pause.max",
      Kind.GAUGE,
      Unit.SECONDS,
      Scope.JVM,
      List.of(),
      "Longest pause that ended, or that is going on, since the same reader asked last."),
  PAUSE_AGE(
      121,
      "tidemark.jvm.pause.age",
      Kind.GAUGE,
      Unit.SECONDS,
      Scope.JVM,
      List.of(),
      "Age of the pause that is going on now, for garbage collection or not, 0 when none is; absent for a JVM whose safepoints cannot be read."),
  SAFEPOINTS(
      122,
      "tidemark.jvm.safepoints",
      Kind.COUNTER,
      "{safepoint}",
      Scope.JVM,
      List.of(),
      "Times that all Java threads were stopped, for whatever reason."),
  SAFEPOINT_TIME(
      123,
      "tidemark.jvm.safepoint.time",
      Kind.COUNTER,
      Unit.SECONDS,
      Scope.JVM,
      List.of(),
      "Time during which all Java threads were stopped."),
  SAFEPOINT_SYNC_TIME(
      124,
      "tidemark.jvm.safepoint.sync.time",
      Kind.COUNTER,
      Unit.SECONDS,
      Scope.JVM,
      List.of(),
      "Time to safepoint: from asking the threads to stop until the last one had stopped."),
  STOPPED(
      125,
      "tidemark.jvm.stopped",
      Kind.GAUGE,
      Unit.SHARE,
      Scope.JVM,
      List.of(),
      "Share of the last ten seconds during which all Java threads were stopped, a pause that is going on included."),
  JVM_MEMORY_USED(
      126,
      "jvm.memory.used",
      Kind.UP_DOWN_COUNTER,
      Unit.BYTES,
      Scope.JVM,
      Keys.POOL,
      "Heap and metaspace in use, by pool; some collectors tell it at their pauses only."),
  JVM_MEMORY_COMMITTED(
      127,
      "jvm.memory.committed",
      Kind.UP_DOWN_COUNTER,
      Unit.BYTES,
      Scope.JVM,
      Keys.POOL,
      "Heap and metaspace that the JVM has taken from the system, by pool."),
  JVM_MEMORY_LIMIT(
      128,
      "jvm.memory.limit",
      Kind.UP_DOWN_COUNTER,
      Unit.BYTES,
      Scope.JVM,
      Keys.POOL,
      "Most that a pool may take; absent where there is no limit."),

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

  THREAD_BASELINE(
      140,
      "tidemark.process.thread.baseline",
      Kind.GAUGE,
      "{thread}",
      Scope.JVM,
      List.of(),
      "The JVM's usual number of threads as the operating system counts them, from its own last half hour; rises slowly, absent in its first ten seconds."),
  DESCRIPTOR_LIMIT(
      141,
      "tidemark.process.unix.file_descriptor.limit",
      Kind.GAUGE,
      "{file_descriptor}",
      Scope.JVM,
      List.of(),
      "File descriptors that the process may have open: its soft limit."),
  CONTEXT_SWITCHES(
      142,
      "process.context_switches",
      Kind.COUNTER,
      "{context_switch}",
      Scope.JVM,
      List.of("process.context_switch.type"),
      "Context switches of the process's threads, of which a few are looked at each second; absent until all were."),
  PROCESS_CPU(
      143,
      "process.cpu.time",
      Kind.COUNTER,
      Unit.SECONDS,
      Scope.JVM,
      List.of("cpu.mode"),
      "Processor time of the process."),
  PROCESS_UPTIME(
      144,
      "process.uptime",
      Kind.GAUGE,
      Unit.SECONDS,
      Scope.JVM,
      List.of(),
      "Time since the process started."),
  CGROUP_MEMORY(
      145,
      "tidemark.cgroup.memory.usage",
      Kind.UP_DOWN_COUNTER,
      Unit.BYTES,
      Scope.JVM,
      List.of(),
      "Memory charged to the JVM's control group."),
  CGROUP_MEMORY_LIMIT(
      146,
      "tidemark.cgroup.memory.limit",
      Kind.GAUGE,
      Unit.BYTES,
      Scope.JVM,
      List.of(),
      "Memory at which the kernel kills in the JVM's control group: the lowest limit of it and its parents; absent where there is none."),
  PRESSURE(
      147,
      "tidemark.pressure.time",
      Kind.COUNTER,
      Unit.SECONDS,
      Scope.HOST,
      List.of("tidemark.resource", "tidemark.stall"),
      "Time during which 'some' or all ('full') tasks of the host waited for cpu, memory or io (PSI)."),
  CGROUP_PRESSURE(
      148,
      "tidemark.cgroup.pressure.time",
      Kind.COUNTER,
      Unit.SECONDS,
      Scope.JVM,
      List.of("tidemark.resource", "tidemark.stall"),
      "Time during which 'some' or all ('full') tasks of the JVM's control group waited for cpu, memory or io (PSI, cgroup v2)."),
  RUN_QUEUE(
      149,
      "tidemark.host.run_queue",
      Kind.GAUGE,
      "{thread}",
      Scope.HOST,
      List.of(),
      "Threads of the host that run or wait for a processor, without the one that asks; on other systems than Linux the load average of a minute."),
  CPU_COUNT(
      150,
      "system.cpu.logical.count",
      Kind.UP_DOWN_COUNTER,
      "{cpu}",
      Scope.HOST,
      List.of(),
      "Processors of the host, to hold the run queue against."),
  MEMORY_LIMIT(
      151,
      "system.memory.limit",
      Kind.UP_DOWN_COUNTER,
      Unit.BYTES,
      Scope.HOST,
      List.of(),
      "Memory of the host."),
  MEMORY_AVAILABLE(
      152,
      "tidemark.host.memory.available",
      Kind.GAUGE,
      Unit.BYTES,
      Scope.HOST,
      List.of(),
      "Memory of the host that can be had without swapping."),

  CONNECTIONS(
      40,
      "system.network.connection.count",
      Kind.UP_DOWN_COUNTER,
      Unit.CONNECTIONS,
      Scope.HOST,
      List.of(
          "tidemark.net.namespace",
          "network.transport",
          "network.type",
          "network.connection.state"),
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
      Unit.PORTS,
      Scope.HOST,
      Keys.DESTINATION,
      "Ephemeral ports held in any state by source address and destination, heaviest first;"
          + " the rest is 'other'."),
  SOURCE_PORTS_USED(
      43,
      "tidemark.tcp.source.ports.used",
      Kind.GAUGE,
      Unit.PORTS,
      Scope.HOST,
      Keys.SOURCE,
      "Distinct ephemeral ports held by a source address: what an explicit bind competes for."),
  PORTS_LIMIT(
      44,
      "tidemark.tcp.ports.limit",
      Kind.GAUGE,
      Unit.PORTS,
      Scope.HOST,
      Keys.NAMESPACE,
      "Ephemeral ports of one source address: ip_local_port_range less the reserved ones."),

  PORTS_USED_MAX(
      90,
      "tidemark.tcp.ports.used.max",
      Kind.GAUGE,
      Unit.PORTS,
      Scope.HOST,
      Keys.DESTINATION,
      "Most ephemeral ports held towards a destination since the same reader asked last."),
  SOURCE_PORTS_USED_MAX(
      91,
      "tidemark.tcp.source.ports.used.max",
      Kind.GAUGE,
      Unit.PORTS,
      Scope.HOST,
      Keys.SOURCE,
      "Most distinct ephemeral ports held by a source address since the same reader asked last."),
  PORTS_FREE(
      92,
      "tidemark.tcp.ports.free",
      Kind.GAUGE,
      Unit.PORTS,
      Scope.HOST,
      Keys.DESTINATION,
      "Headroom: ephemeral ports that a plain connect to the destination finds: held by no socket towards it, or to be taken over from TIME_WAIT."),
  PORTS_TIME_LEFT(
      93,
      "tidemark.tcp.ports.time_left",
      Kind.GAUGE,
      Unit.SECONDS,
      Scope.HOST,
      Keys.DESTINATION,
      "Time until plain connects to the destination find no port, at the present rate; 0 when they find none now, absent when no end is in sight."),
  SOURCE_PORTS_TIME_LEFT(
      94,
      "tidemark.tcp.source.ports.time_left",
      Kind.GAUGE,
      Unit.SECONDS,
      Scope.HOST,
      Keys.SOURCE,
      "Time until explicit binds to the source address find no port for any destination, at the present rate; 0 when they find none now, absent when no end is in sight."),
  DIAL_RATE(
      95,
      "tidemark.tcp.dial.rate",
      Kind.GAUGE,
      Unit.PER_SECOND,
      Scope.HOST,
      Keys.DESTINATION,
      "Outbound sockets that began in a second towards a destination, whoever dialled, heaviest first."),
  TCP_OPENS(
      96,
      "tidemark.tcp.opens",
      Kind.COUNTER,
      Unit.CONNECTIONS,
      Scope.HOST,
      List.of("tidemark.net.namespace", "tidemark.tcp.direction"),
      "Connections opened by connect ('active') or accepted ('passive')."),
  TCP_OPEN_FAILURES(
      97,
      "tidemark.tcp.open.failures",
      Kind.COUNTER,
      Unit.CONNECTIONS,
      Scope.HOST,
      Keys.NAMESPACE,
      "Handshakes that failed, whoever began them: refused, reset or timed out."),
  TCP_RESETS(
      98,
      "tidemark.tcp.resets",
      Kind.COUNTER,
      "{reset}",
      Scope.HOST,
      List.of("tidemark.net.namespace", "tidemark.tcp.reset"),
      "Resets: 'sent', and 'established' connections that ended with one."),
  TCP_RETRANSMITS(
      99,
      "tidemark.tcp.retransmits",
      Kind.COUNTER,
      "{segment}",
      Scope.HOST,
      Keys.NAMESPACE,
      "Segments sent again."),
  LISTEN_OVERFLOWS(
      100,
      "tidemark.tcp.listen.overflows",
      Kind.COUNTER,
      Unit.CONNECTIONS,
      Scope.HOST,
      Keys.NAMESPACE,
      "Handshakes dropped because the queue of a listening socket was full."),
  LISTEN_DROPS(
      101,
      "tidemark.tcp.listen.drops",
      Kind.COUNTER,
      Unit.CONNECTIONS,
      Scope.HOST,
      Keys.NAMESPACE,
      "Handshakes that a listening socket dropped for whatever reason, a full queue among them."),
  TIME_WAIT_OVERFLOWS(
      102,
      "tidemark.tcp.time_wait.overflows",
      Kind.COUNTER,
      Unit.CONNECTIONS,
      Scope.HOST,
      Keys.NAMESPACE,
      "Sockets that skipped TIME_WAIT because net.ipv4.tcp_max_tw_buckets was reached."),
  LISTEN_QUEUE(
      103,
      "tidemark.tcp.listen.queue.used",
      Kind.GAUGE,
      Unit.CONNECTIONS,
      Scope.HOST,
      Keys.LISTENER,
      "Connections that wait to be accepted, by listening socket, fullest first."),
  LISTEN_QUEUE_LIMIT(
      104,
      "tidemark.tcp.listen.queue.limit",
      Kind.GAUGE,
      Unit.CONNECTIONS,
      Scope.HOST,
      Keys.LISTENER,
      "Connections that may wait to be accepted: the backlog."),
  DUMP_DURATION(
      105,
      "tidemark.collector.dump.duration",
      Kind.GAUGE,
      Unit.SECONDS,
      Scope.HOST,
      Keys.NAMESPACE,
      "How long the last listing of a namespace's sockets took."),
  DUMPS(
      106,
      "tidemark.collector.dumps",
      Kind.COUNTER,
      "{dump}",
      Scope.HOST,
      Keys.NAMESPACE,
      "Listings of a namespace's sockets."),
  NAMESPACE_UNREADABLE(
      107,
      "tidemark.net.namespace.unreadable",
      Kind.GAUGE,
      "{namespace}",
      Scope.HOST,
      List.of("tidemark.net.namespace", "tidemark.reason"),
      "1 for a network namespace of a visible JVM of which something cannot be read, and why."),
  TIME_WAIT_LIMIT(
      108,
      "tidemark.tcp.time_wait.limit",
      Kind.GAUGE,
      Unit.CONNECTIONS,
      Scope.HOST,
      Keys.NAMESPACE,
      "Sockets that may be in TIME_WAIT: net.ipv4.tcp_max_tw_buckets."),

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
      "Always 1: the collector's version."),
  UNSUPPORTED(
      180,
      "tidemark.collector.unsupported",
      Kind.GAUGE,
      "{signal}",
      Scope.HOST,
      List.of("tidemark.signal", "tidemark.reason"),
      "1 for what cannot be measured here, and why; command check says what to do about it."),
  SIGNAL_FAILURES(
      181,
      "tidemark.collector.signal.failures",
      Kind.COUNTER,
      "{failure}",
      Scope.HOST,
      List.of("tidemark.signal"),
      "Samples of a signal that failed."),
  RELOADS(
      182,
      "tidemark.collector.reloads",
      Kind.COUNTER,
      "{reload}",
      Scope.HOST,
      List.of("tidemark.outcome"),
      "Times that settings were read again: 'applied' or 'refused'."),
  OTLP_EXPORTS(
      183,
      "tidemark.collector.otlp.exports",
      Kind.COUNTER,
      "{export}",
      Scope.HOST,
      List.of("tidemark.outcome"),
      "Exports by OTLP: 'sent' or 'failed'."),
  STORE_SIZE(
      184,
      "tidemark.collector.store.size",
      Kind.GAUGE,
      Unit.BYTES,
      Scope.HOST,
      List.of(),
      "Size of the files in which the collector keeps its samples; absent while it cannot write them."),
  STORE_LIMIT(
      185,
      "tidemark.collector.store.limit",
      Kind.GAUGE,
      Unit.BYTES,
      Scope.HOST,
      List.of(),
      "Most that these files may take."),
  STORE_OLDEST(
      186,
      "tidemark.collector.store.oldest",
      Kind.GAUGE,
      Unit.SECONDS,
      Scope.HOST,
      List.of("tidemark.resolution"),
      "Since when there are samples at a resolution ('full': a second, 'tens': ten, 'minutes': sixty), in seconds since 1970; absent while there are none."),
  STORE_SERIES(
      187,
      "tidemark.collector.store.series",
      Kind.GAUGE,
      "{series}",
      Scope.HOST,
      List.of("tidemark.outcome"),
      "Series of the last half minute: 'kept', or 'left_out' since there are too many."),
  STORE_DROPPED(
      188,
      "tidemark.collector.store.dropped",
      Kind.COUNTER,
      "{snapshot}",
      Scope.HOST,
      List.of("tidemark.reason"),
      "Seconds of samples that are not in the store: 'queue_full' (the disk is too slow) or 'not_written'."),
  STORE_FAILURES(
      189,
      "tidemark.collector.store.failures",
      Kind.COUNTER,
      "{failure}",
      Scope.HOST,
      List.of("tidemark.reason"),
      "Failures of the store: to 'open' it, to 'write', to 'read' a file, and files that were 'set_aside' because they are damaged."),

  VERDICT_ACTIVE(
      190,
      "tidemark.verdict.active",
      Kind.GAUGE,
      "{finding}",
      Scope.HOST,
      List.of(
          "tidemark.verdict.symptom",
          "tidemark.verdict.severity",
          "tidemark.verdict.cause",
          "tidemark.verdict.service"),
      "1 for each finding that is open: what is wrong, how bad it is, what kind of cause it has, and in which service; at most 16."),
  VERDICT_SHARE(
      191,
      "tidemark.verdict.share",
      Kind.GAUGE,
      Unit.SHARE,
      Scope.HOST,
      List.of("tidemark.verdict.symptom", "tidemark.verdict.service", "client.name", "rpc.method"),
      "Whom an open finding accuses: the client's share of what feeds the symptom beyond its baseline."),
  VERDICT_AGE(
      192,
      "tidemark.verdict.age",
      Kind.GAUGE,
      Unit.SECONDS,
      Scope.HOST,
      List.of("tidemark.verdict.symptom", "tidemark.verdict.service"),
      "Time since the symptom of an open finding left its baseline."),
  VERDICT_FINDINGS(
      193,
      "tidemark.verdict.findings",
      Kind.COUNTER,
      "{finding}",
      Scope.HOST,
      List.of("tidemark.verdict.symptom"),
      "Findings that were opened.");

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
    static final String PORTS = "{port}";
    static final String SHARE = "1";
    static final String PER_SECOND = "{connection}/s";
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
    static final List<String> NAMESPACE = List.of("tidemark.net.namespace");
    static final List<String> SOURCE = List.of("tidemark.net.namespace", "network.local.address");
    static final List<String> DESTINATION =
        List.of(
            "tidemark.net.namespace",
            "network.local.address",
            "network.peer.address",
            "network.peer.port");
    static final List<String> LISTENER =
        List.of("tidemark.net.namespace", "network.local.address", "network.local.port");
    static final List<String> POOL = List.of("jvm.memory.type", "jvm.memory.pool.name");
  }

  private final int id;
  private final String otelName;
  private final boolean maximum;
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
    this.maximum = otelName.endsWith(".max");
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
   * Unit in UCUM, as OpenTelemetry writes it: {@code s}, {@code By}, {@code {request}}. {@code 1}
   * for gauges that are shares only.
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
   * Whether the metric is a maximum since the same reader asked last. A signal samples the maximum
   * of the current second, and the collector keeps for each reader the highest of those. They are
   * the metrics whose names end in {@code .max}.
   */
  public boolean isMaximum() {
    return maximum;
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

  /**
   * {@code seconds}, {@code bytes}, {@code ratio}, {@code per_second}, or empty where the unit is
   * not part of the name: what Prometheus appends to what it takes in by OTLP.
   */
  public String prometheusUnit() {
    return switch (unit) {
      case Unit.SECONDS -> "seconds";
      case Unit.BYTES -> "bytes";
      case Unit.SHARE -> "ratio";
      case Unit.PER_SECOND -> "per_second";
      default -> "";
    };
  }

  /** An attribute key or metric name as Prometheus writes it. */
  public static String toPrometheus(String otelName) {
    return otelName.toLowerCase(Locale.ROOT).replace('.', '_');
  }
}
