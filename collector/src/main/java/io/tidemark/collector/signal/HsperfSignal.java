package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Hsperf;
import io.tidemark.collector.jvm.HsperfException;
import io.tidemark.collector.jvm.HsperfPauses;
import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.MemoryPool;
import io.tidemark.collector.jvm.PauseTotals;
import io.tidemark.collector.jvm.PerfView;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pauses, memory pools and Java threads of every visible JVM, attached or not, from its hsperfdata
 * file.
 *
 * <p>HotSpot keeps totals alone, so the file is looked at ten times a second: {@link
 * PauseHistogram} says how pauses are told apart, {@link SafepointWatch} how one is seen that is
 * going on. With Shenandoah, whose times are not pauses, safepoints are counted instead, under the
 * name {@code safepoint}.
 */
final class HsperfSignal implements Signal {
  // Whatever start a file claims; and far from what nanoseconds cannot tell.
  private static final long MAX_UPTIME_MS = Duration.ofDays(10_000).toMillis();

  private final Supplier<List<Jvm>> jvms;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private Map<Run, Watched> runs = new HashMap<>();

  HsperfSignal(Supplier<List<Jvm>> jvms, Clock clock, LongSupplier nanoTime) {
    this.jvms = jvms;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** A JVM from its start to its end, although another may get its process id and its file. */
  private record Run(String file, long startEpochMs) {
    static Run of(PerfView view) {
      return new Run(view.file().toString(), view.startEpochMs());
    }
  }

  /** What is kept of a JVM: its open file, while that can be read, and its pauses. */
  private static final class Watched {
    private final JvmPauses pauses = new JvmPauses();
    private @Nullable HsperfPauses file;
  }

  @Override
  public String name() {
    return "hsperf";
  }

  @Override
  public void sample(Consumer<Sample> out) throws IOException {
    Map<Run, Watched> gone = runs;
    runs = new HashMap<>();
    for (Jvm jvm : jvms.get()) {
      if (jvm.perf().flatMap(PerfView::data).isPresent()) {
        PerfView view = jvm.perf().get();
        Watched known = gone.remove(Run.of(view));
        Watched watched = known == null ? new Watched() : known;
        runs.put(Run.of(view), watched);
        sample(new Report(out, jvm.source()), view.data().get(), view, watched);
      }
    }
    for (Watched watched : gone.values()) {
      close(watched);
    }
  }

  private void sample(Report report, Hsperf hsperf, PerfView view, Watched watched)
      throws IOException {
    threads(report, hsperf);
    hsperf.pools().forEach(pool -> memory(report, pool));
    try {
      watched.pauses.sample(report, look(view, watched));
    } catch (IOException e) {
      report.count(Metric.JVM_UNREADABLE, 1, "hsperf_" + reason(e));
      close(watched);
    }
  }

  private static void threads(Report report, Hsperf hsperf) {
    long others = Math.max(0, hsperf.threads() - hsperf.daemonThreads());
    report.count(Metric.JVM_THREADS, hsperf.daemonThreads(), "true");
    report.count(Metric.JVM_THREADS, others, "false");
  }

  private static void memory(Report report, MemoryPool pool) {
    report.count(Metric.JVM_MEMORY_USED, pool.used(), pool.type(), pool.name());
    report.count(Metric.JVM_MEMORY_COMMITTED, pool.committed(), pool.type(), pool.name());
    pool.limit()
        .ifPresent(limit -> report.count(Metric.JVM_MEMORY_LIMIT, limit, pool.type(), pool.name()));
  }

  @Override
  public void poll() throws IOException {
    for (Jvm jvm : jvms.get()) {
      if (jvm.perf().isPresent()) {
        PerfView view = jvm.perf().get();
        Watched watched = runs.get(Run.of(view));
        if (watched != null && watched.file != null) {
          poll(view, watched);
        }
      }
    }
  }

  private void poll(PerfView view, Watched watched) throws IOException {
    try {
      look(view, watched);
    } catch (IOException e) {
      // The JVM ended, or its file became unreadable: the next look for JVMs says which.
      close(watched);
    }
  }

  /** Has the JVM's pauses seen as they are now; returns when that was. */
  private long look(PerfView view, Watched watched) throws IOException {
    HsperfPauses file = watched.file;
    if (file == null) {
      file = HsperfPauses.open(view.file(), view.startEpochMs());
      watched.file = file;
    }
    long uptimeNs = uptimeNs(view);
    long nowNs = nanoTime.getAsLong();
    PauseTotals totals = file.look();
    watched.pauses.look(totals, nowNs, nanoTime.getAsLong(), uptimeNs);
    return nowNs;
  }

  private long uptimeNs(PerfView view) {
    long uptimeMs = clock.millis() - view.startEpochMs();
    return Duration.ofMillis(Math.max(0, Math.min(uptimeMs, MAX_UPTIME_MS))).toNanos();
  }

  private static String reason(IOException e) {
    return e instanceof HsperfException unsound ? unsound.reason().label() : "io";
  }

  private static void close(Watched watched) throws IOException {
    HsperfPauses file = watched.file;
    watched.file = null;
    if (file != null) {
      file.close();
    }
  }

  @Override
  public void close() throws IOException {
    for (Watched watched : runs.values()) {
      close(watched);
    }
  }
}
