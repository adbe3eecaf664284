package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.PerfView;
import io.tidemark.collector.jvm.SegmentView;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import io.tidemark.segment.SegmentSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the agents counted: every row of every segment, and how each segment fares; and the pauses
 * of JVMs without hsperfdata. What never occurred is left out, and so are requests in flight in a
 * JVM that is dead.
 */
final class LedgerSignal implements Signal {
  private final Supplier<List<Jvm>> jvms;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private Map<Path, SegmentSamples> segments = new HashMap<>();
  private final Map<Path, AgentPauses> pauses = new HashMap<>();

  LedgerSignal(Supplier<List<Jvm>> jvms, Clock clock, LongSupplier nanoTime) {
    this.jvms = jvms;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public void sample(Consumer<Sample> out) {
    Map<Path, SegmentSamples> seen = new HashMap<>();
    for (Jvm jvm : jvms.get()) {
      jvm.segment().ifPresent(view -> sample(out, jvm.source(), view, seen));
      if (jvm.perf().flatMap(PerfView::data).isEmpty()) { // which knows more of them
        Report report = new Report(out, jvm.source());
        jvm.segment().ifPresent(view -> pauses(report, view));
      }
    }
    segments = seen;
    pauses.keySet().retainAll(seen.keySet());
  }

  private void sample(
      Consumer<Sample> out, Source source, SegmentView view, Map<Path, SegmentSamples> seen) {
    Report report = new Report(out, source);
    report.count(Metric.SEGMENT_ALIVE, view.living() ? 1 : 0);
    if (view.snapshot().isPresent()) {
      SegmentSamples known = segments.get(view.file());
      SegmentSamples segment =
          known != null && known.source().equals(source)
              ? known
              : new SegmentSamples(source, known);
      seen.put(view.file(), segment);
      long nowMs = clock.millis();
      List<Sample> samples = segment.of(view.snapshot().get(), view.living(), nowMs);
      report.value(Metric.SEGMENT_AGE, Math.max(0, nowMs - segment.movedMs()) / 1e3);
      samples.forEach(out);
    }
  }

  private void pauses(Report report, SegmentView view) {
    view.snapshot()
        .flatMap(SegmentSnapshot::pauses)
        .ifPresent(
            told ->
                pauses
                    .computeIfAbsent(view.file(), file -> new AgentPauses())
                    .sample(report, told, nanoTime.getAsLong(), view.living()));
  }
}
