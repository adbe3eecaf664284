package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Hsperf;
import io.tidemark.collector.jvm.HsperfReader;
import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.PerfView;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Pauses for garbage collection and Java threads of every visible JVM, attached or not, from its
 * hsperfdata file.
 *
 * <p>HotSpot keeps totals alone, so the file is polled ten times a second: one pause between two
 * looks is measured exactly, several count as so many of their mean. Collectors have HotSpot's
 * names. With Shenandoah, whose times are not pauses, safepoints are counted instead, under the
 * name {@code safepoint}; for ZGC and Shenandoah a pause is a fraction of a millisecond.
 */
final class HsperfSignal implements Signal {
  private final Supplier<List<Jvm>> jvms;
  private final HsperfReader reader = new HsperfReader();
  private Map<Run, Map<String, PauseHistogram>> runs = new HashMap<>();

  HsperfSignal(Supplier<List<Jvm>> jvms) {
    this.jvms = jvms;
  }

  /** A JVM from its start to its end, although another may get its process id and its file. */
  private record Run(String file, long startEpochMs) {
    static Run of(PerfView view) {
      return new Run(view.file().toString(), view.startEpochMs());
    }
  }

  @Override
  public String name() {
    return "hsperf";
  }

  @Override
  public void sample(Consumer<Sample> out) {
    Map<Run, Map<String, PauseHistogram>> seen = new HashMap<>();
    for (Jvm jvm : jvms.get()) {
      if (jvm.perf().flatMap(PerfView::data).isPresent()) {
        PerfView view = jvm.perf().get();
        Hsperf hsperf = view.data().get();
        Map<String, PauseHistogram> pauses = runs.getOrDefault(Run.of(view), new TreeMap<>());
        seen.put(Run.of(view), pauses);
        add(pauses, hsperf);
        threads(new Report(out, jvm.source()), hsperf);
        pauses.forEach((name, histogram) -> out.accept(histogram.sample(jvm.source(), name)));
      }
    }
    runs = seen;
  }

  private static void threads(Report report, Hsperf hsperf) {
    long others = Math.max(0, hsperf.threads() - hsperf.daemonThreads());
    report.count(Metric.JVM_THREADS, hsperf.daemonThreads(), "true");
    report.count(Metric.JVM_THREADS, others, "false");
  }

  @Override
  public void poll() {
    for (Jvm jvm : jvms.get()) {
      jvm.perf().ifPresent(this::poll);
    }
  }

  private void poll(PerfView view) {
    Map<String, PauseHistogram> pauses = runs.get(Run.of(view));
    if (pauses == null) {
      return;
    }
    try {
      Hsperf hsperf = reader.read(view.file());
      if (hsperf.startEpochMs() == view.startEpochMs()) {
        add(pauses, hsperf);
      }
    } catch (IOException e) {
      // The JVM ended, or its file became unreadable: the next look for JVMs says which.
    }
  }

  private static void add(Map<String, PauseHistogram> pauses, Hsperf hsperf) {
    for (Hsperf.Pauses totals : hsperf.collectors()) {
      pauses.computeIfAbsent(totals.name(), name -> new PauseHistogram()).add(totals);
    }
  }
}
