package io.tidemark.collector.signal;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Counters of what the collector itself did, outside of its signals: exports and reloads, each by
 * its {@code tidemark.outcome}. Thread-safe.
 */
public final class Tally {
  private final Map<Metric, Map<String, AtomicLong>> counts = new ConcurrentSkipListMap<>();
  private final List<Function<Source, List<Sample>>> others = new CopyOnWriteArrayList<>();

  /** Shows an outcome, as 0 until it occurs, so that its first time is seen as an increase. */
  public Tally expect(Metric metric, String outcome) {
    var unused = counter(metric, outcome);
    return this;
  }

  /** Counts an outcome once. */
  public void count(Metric metric, String outcome) {
    counter(metric, outcome).incrementAndGet();
  }

  private AtomicLong counter(Metric metric, String outcome) {
    return counts
        .computeIfAbsent(metric, key -> new ConcurrentSkipListMap<>())
        .computeIfAbsent(outcome, key -> new AtomicLong());
  }

  /** Shows what else there is to tell of the collector, each time that it is sampled. */
  public void also(Function<Source, List<Sample>> more) {
    others.add(more);
  }

  void sample(Source host, Consumer<Sample> out) {
    others.forEach(more -> more.apply(host).forEach(out));
    counts.forEach(
        (metric, outcomes) ->
            outcomes.forEach(
                (outcome, count) ->
                    out.accept(
                        new NumberSample(metric, host, List.of(outcome), (double) count.get()))));
  }
}
