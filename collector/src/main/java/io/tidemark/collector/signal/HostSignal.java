package io.tidemark.collector.signal;

import io.tidemark.collector.process.HostFigures;
import io.tidemark.collector.process.HostTable;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.util.List;
import java.util.function.Consumer;

/** What all JVMs of the host share: processors and memory, and the waiting for them. */
final class HostSignal implements Signal {
  private final HostTable table;
  private final Source host;
  private List<String> unsupported = List.of();

  HostSignal(HostTable table, Source host) {
    this.table = table;
    this.host = host;
  }

  @Override
  public String name() {
    return "host";
  }

  @Override
  public void sample(Consumer<Sample> out) {
    HostFigures figures = table.look();
    unsupported = figures.unsupported();
    Report report = new Report(out, host);
    for (HostFigures.Stall stall : figures.stalls()) {
      report.value(Metric.PRESSURE, stall.seconds(), stall.resource(), stall.kind());
    }
    figures.runQueue().ifPresent(threads -> report.value(Metric.RUN_QUEUE, threads));
    figures.processors().ifPresent(count -> report.count(Metric.CPU_COUNT, count));
    figures.memoryBytes().ifPresent(bytes -> report.count(Metric.MEMORY_LIMIT, bytes));
    figures.availableBytes().ifPresent(bytes -> report.count(Metric.MEMORY_AVAILABLE, bytes));
  }

  @Override
  public List<String> unsupported() {
    return unsupported;
  }
}
