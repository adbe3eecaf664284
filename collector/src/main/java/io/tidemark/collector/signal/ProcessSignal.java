package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.process.ProcessFigures;
import io.tidemark.collector.process.ProcessTable;
import io.tidemark.collector.process.Switches;
import io.tidemark.collector.process.ThreadBaseline;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Metric;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Threads, memory, descriptors and processor time of each JVM's process, as the operating system
 * counts them, and how many threads are usual for it. Asks for those processes alone; what the
 * system does not show is left out.
 */
final class ProcessSignal implements Signal {
  private final Supplier<List<Jvm>> jvms;
  private final ProcessTable processes;
  private final Clock clock;
  private final Map<Long, Usual> usual = new HashMap<>();
  private List<String> unsupported = List.of();

  /** What is usual for a process: for that one alone, although another may get its id. */
  private record Usual(long startId, ThreadBaseline threads) {}

  ProcessSignal(Supplier<List<Jvm>> jvms, ProcessTable processes, Clock clock) {
    this.jvms = jvms;
    this.processes = processes;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "processes";
  }

  @Override
  public void sample(Consumer<Sample> out) {
    List<Jvm> seen = jvms.get().stream().filter(jvm -> jvm.pid().isPresent()).toList();
    Set<Long> pids =
        seen.stream().map(jvm -> jvm.pid().getAsLong()).collect(Collectors.toUnmodifiableSet());
    ProcessTable.Look look = processes.look(pids);
    unsupported = look.unsupported();
    usual.keySet().retainAll(pids);
    for (Jvm jvm : seen) {
      long pid = jvm.pid().getAsLong();
      ProcessFigures figures = look.processes().get(pid);
      if (figures != null) {
        report(new Report(out, jvm.source()), figures, baseline(pid, figures.startId()));
      }
    }
  }

  private ThreadBaseline baseline(long pid, long startId) {
    Usual known = usual.get(pid);
    if (known == null || known.startId() != startId) {
      known = new Usual(startId, new ThreadBaseline());
      usual.put(pid, known);
    }
    return known.threads();
  }

  @Override
  public List<String> unsupported() {
    return unsupported;
  }

  private void report(Report report, ProcessFigures figures, ThreadBaseline baseline) {
    figures.threads().ifPresent(threads -> threads(report, threads, baseline));
    figures.residentBytes().ifPresent(bytes -> report.count(Metric.PROCESS_MEMORY, bytes));
    figures.descriptors().ifPresent(open -> report.count(Metric.PROCESS_DESCRIPTORS, open));
    figures.descriptorLimit().ifPresent(limit -> report.count(Metric.DESCRIPTOR_LIMIT, limit));
    figures.switches().ifPresent(switches -> switches(report, switches));
    report.value(Metric.PROCESS_CPU, figures.userSeconds(), "user");
    report.value(Metric.PROCESS_CPU, figures.systemSeconds(), "system");
    figures.uptimeSeconds().ifPresent(uptime -> report.value(Metric.PROCESS_UPTIME, uptime));
  }

  private void threads(Report report, long threads, ThreadBaseline baseline) {
    baseline.add(clock.millis(), threads);
    report.count(Metric.PROCESS_THREADS, threads);
    baseline.threads().ifPresent(median -> report.count(Metric.THREAD_BASELINE, median));
  }

  private static void switches(Report report, Switches switches) {
    report.count(Metric.CONTEXT_SWITCHES, switches.voluntary(), "voluntary");
    report.count(Metric.CONTEXT_SWITCHES, switches.involuntary(), "involuntary");
  }
}
