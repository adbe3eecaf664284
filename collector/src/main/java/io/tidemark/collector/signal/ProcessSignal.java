package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  static LongFunction<Optional<Figures>> ofSystem(Path proc) {
    return pid ->
        Optional.ofNullable(Oshi.SYSTEM.getProcess((int) pid))
            .map(
                process ->
                    new Figures(
                        process.getThreadCount(),
                        process.getResidentMemory(),
                        descriptors(proc, process)));
  }

  // Made at the first use: where its native library cannot be loaded, this signal fails alone.
  private static final class Oshi {
    static final OperatingSystem SYSTEM = new SystemInfo().getOperatingSystem();
  }

  // OSHI looks at each descriptor: 200 ms and more for a process with 15,000 connections, which is
  // what an incident looks like. Linux tells the number as the directory's size, from 6.2 on.
  private static long descriptors(Path proc, OSProcess process) {
    Path directory = proc.resolve(Long.toString(process.getProcessID())).resolve("fd");
    try {
      long size = Files.size(directory);
      String[] names = size > 0 ? null : directory.toFile().list();
      return names == null ? size : names.length;
    } catch (IOException e) {
      return Files.isDirectory(proc) ? -1 : process.getOpenFiles();
    }
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
