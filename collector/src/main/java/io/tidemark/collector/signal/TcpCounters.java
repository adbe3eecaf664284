package io.tidemark.collector.signal;

import io.tidemark.collector.kernel.KernelFiles;
import io.tidemark.collector.netns.NetColumns;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * The kernel's TCP counters of a network namespace at one time, since the namespace was made. What
 * a kernel does not count is left out. Immutable.
 */
final class TcpCounters {
  private static final List<Counter> SNMP =
      List.of(
          new Counter("ActiveOpens", Metric.TCP_OPENS, "active"),
          new Counter("PassiveOpens", Metric.TCP_OPENS, "passive"),
          new Counter("AttemptFails", Metric.TCP_OPEN_FAILURES),
          new Counter("EstabResets", Metric.TCP_RESETS, "established"),
          new Counter("OutRsts", Metric.TCP_RESETS, "sent"),
          new Counter("RetransSegs", Metric.TCP_RETRANSMITS));
  private static final List<Counter> NETSTAT =
      List.of(
          new Counter("ListenOverflows", Metric.LISTEN_OVERFLOWS),
          new Counter("ListenDrops", Metric.LISTEN_DROPS),
          new Counter("TCPTimeWaitOverflow", Metric.TIME_WAIT_OVERFLOWS));
  private static final NetColumns SNMP_COLUMNS = columns("Tcp", SNMP);
  private static final NetColumns NETSTAT_COLUMNS = columns("TcpExt", NETSTAT);

  private final long[] snmp;
  private final long[] netstat;
  private final List<String> missing = new ArrayList<>();

  /** A column, the metric that it is, and that one's labels after the namespace. */
  private record Counter(String column, Metric metric, List<String> labels) {
    Counter(String column, Metric metric, String... labels) {
      this(column, metric, List.of(labels));
    }
  }

  private static NetColumns columns(String protocol, List<Counter> counters) {
    return new NetColumns(protocol, counters.stream().map(Counter::column).toList());
  }

  /**
   * Reads them.
   *
   * @throws IOException when a file is there, and cannot be read
   */
  TcpCounters(TcpFiles files) throws IOException {
    this.snmp = read(files.snmp(), "snmp", SNMP_COLUMNS, SNMP.size());
    this.netstat = read(files.netstat(), "netstat", NETSTAT_COLUMNS, NETSTAT.size());
  }

  /** Reads them, but those of {@code netstat}, ten times as dear as the others, which stay. */
  TcpCounters(TcpFiles files, TcpCounters before) throws IOException {
    this.snmp = read(files.snmp(), "snmp", SNMP_COLUMNS, SNMP.size());
    this.netstat = before.netstat;
  }

  private long[] read(KernelFiles.Kept file, String name, NetColumns columns, int count)
      throws IOException {
    long[] values = new long[count];
    Arrays.fill(values, NetColumns.ABSENT);
    try {
      values = columns.read(file);
      if (LongStream.of(values).anyMatch(value -> value == NetColumns.ABSENT)) {
        missing.add(name + "_columns_missing");
      }
    } catch (NoSuchFileException e) {
      missing.add(name + "_missing");
    }
    return values;
  }

  /** What there was not, as values of {@code tidemark.reason}. */
  List<String> missing() {
    return List.copyOf(missing);
  }

  /** Whether there is no {@code snmp}, as there is none when the process is gone. */
  boolean none() {
    return LongStream.of(snmp).allMatch(value -> value == NetColumns.ABSENT);
  }

  /** Whether one of them is lower than it was: then they are another namespace's. */
  boolean fellSince(TcpCounters before) {
    return fell(snmp, before.snmp) || fell(netstat, before.netstat);
  }

  private static boolean fell(long[] values, long[] before) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != NetColumns.ABSENT && values[i] < before[i]) {
        return true;
      }
    }
    return false;
  }

  void report(Consumer<Sample> out, Source source, String namespace) {
    report(out, source, namespace, SNMP, snmp);
    report(out, source, namespace, NETSTAT, netstat);
  }

  private static void report(
      Consumer<Sample> out,
      Source source,
      String namespace,
      List<Counter> counters,
      long[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != NetColumns.ABSENT) {
        Counter counter = counters.get(i);
        List<String> labels = new ArrayList<>(counter.labels());
        labels.add(0, namespace);
        out.accept(new NumberSample(counter.metric(), source, labels, (double) values[i]));
      }
    }
  }
}
