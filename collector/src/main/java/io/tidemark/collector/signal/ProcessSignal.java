package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Metric;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Threads, memory and file descriptors of each JVM's process, as the operating system counts them.
 * Asks for those processes alone; what the system does not show is left out.
 */
final class ProcessSignal implements Signal {
  private final Supplier<List<Jvm>> jvms;
  private final LongFunction<Optional<Figures>> processes;

  /**
   * A process's figures.
   *
   * @param descriptors file descriptors; negative when the system does not show them
   */
  record Figures(long threads, long residentBytes, long descriptors) {}

  ProcessSignal(Supplier<List<Jvm>> jvms, LongFunction<Optional<Figures>> processes) {
    this.jvms = jvms;
    this.processes = processes;
  }

  /** Asks the running system, through OSHI. */
  static LongFunction<Optional<Figures>> ofSystem() {
    OperatingSystem system = new SystemInfo().getOperatingSystem();
    return pid -> Optional.ofNullable(system.getProcess((int) pid)).map(ProcessSignal::figures);
  }

  private static Figures figures(OSProcess process) {
    return new Figures(
        process.getThreadCount(), process.getResidentMemory(), process.getOpenFiles());
  }

  @Override
  public String name() {
    return "processes";
  }

  @Override
  public void sample(Consumer<Sample> out) {
    for (Jvm jvm : jvms.get()) {
      if (jvm.pid().isPresent()) {
        Report report = new Report(out, jvm.source());
        processes.apply(jvm.pid().getAsLong()).ifPresent(figures -> sample(report, figures));
      }
    }
  }

  private static void sample(Report report, Figures figures) {
    report.count(Metric.PROCESS_THREADS, figures.threads());
    report.count(Metric.PROCESS_MEMORY, figures.residentBytes());
    if (figures.descriptors() >= 0) {
      report.count(Metric.PROCESS_DESCRIPTORS, figures.descriptors());
    }
  }
}
