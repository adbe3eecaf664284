package io.tidemark.collector.postmortem;

import io.tidemark.collector.store.Series;
import io.tidemark.collector.who.Figures;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was set: versions, limits, and what could not be seen. */
final class Configuration {
  /** Of any one thing. */
  private static final int MAX_ROWS = 40;

  private static final List<Metric> LIMITS =
      List.of(
          Metric.PORTS_LIMIT,
          Metric.TIME_WAIT_LIMIT,
          Metric.CGROUP_MEMORY_LIMIT,
          Metric.DESCRIPTOR_LIMIT,
          Metric.LISTEN_QUEUE_LIMIT,
          Metric.JVM_MEMORY_LIMIT,
          Metric.SEGMENT_LIMIT,
          Metric.CPU_COUNT,
          Metric.MEMORY_LIMIT,
          Metric.STORE_LIMIT,
          Metric.FANOUT_UNBOUNDED,
          Metric.UNSUPPORTED);

  static final List<String> JVM_HEADINGS =
      List.of("Service", "Instance", "Pid", "Java", "Agent", "Container", "Seen");
  static final List<String> LIMIT_HEADINGS = List.of("Setting", "Of", "#Value", "What it is");

  private final Recorded recorded;

  Configuration(Recorded recorded) {
    this.recorded = recorded;
  }

  /** The JVMs that were seen, as {@link #JVM_HEADINGS}. */
  List<List<String>> jvms() {
    List<List<String>> rows = new ArrayList<>();
    for (Series series : recorded.of(Metric.JVM_INFO)) {
      String agent = Recorded.label(series, "tidemark.version").orElse("");
      long[] times = series.timesMs();
      rows.add(
          List.of(
              series.key().service(),
              series.key().instance(),
              Recorded.label(series, "process.pid").orElse(""),
              Recorded.label(series, "process.runtime.version").orElse(""),
              agent.isEmpty() ? "none" : agent,
              Recorded.label(series, "container.id").orElse(""),
              recorded.span().time(times[0])
                  + " to "
                  + recorded.span().time(times[times.length - 1])));
    }
    return rows.subList(0, Math.min(MAX_ROWS, rows.size()));
  }

  /** The versions of the collector. */
  List<String> collectors() {
    return recorded.of(Metric.COLLECTOR_INFO).stream()
        .map(series -> series.key().labels().get(0))
        .distinct()
        .toList();
  }

  /** Limits and settings by their last value, as {@link #LIMIT_HEADINGS}. */
  List<List<String>> limits() {
    List<List<String>> rows = new ArrayList<>();
    for (Metric metric : LIMITS) {
      recorded.of(metric).stream()
          .filter(series -> metric != Metric.FANOUT_UNBOUNDED || last(series) > 0)
          .limit(MAX_ROWS)
          .forEach(
              series ->
                  rows.add(
                      List.of(
                          metric.otelName(),
                          of(series),
                          value(metric, last(series)),
                          metric.help())));
    }
    return rows;
  }

  private static double last(Series series) {
    return series.last()[series.last().length - 1];
  }

  private static String of(Series series) {
    String labels = series.key().named().values().stream().collect(Collectors.joining(" "));
    return labels.isBlank() ? "the host" : labels;
  }

  private static String value(Metric metric, double value) {
    return metric.unit().equals("By")
        ? Figures.amount(value / (1 << 20)) + " MiB"
        : Figures.amount(value);
  }
}
