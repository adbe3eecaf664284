package io.tidemark.collector.signal;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Counters of what the collector itself did, outside of its signals: exports and reloads, each by
 * its {@code tidemark.outcome}. Thread-safe.
 */
public final class Tally {
  private final Map<Metric, Map<String, AtomicLong>> counts = new ConcurrentSkipListMap<>();

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

  void sample(Source host, Consumer<Sample> out) {
    counts.forEach(
        (metric, outcomes) ->
            outcomes.forEach(
                (outcome, count) ->
                    out.accept(
                        new NumberSample(metric, host, List.of(outcome), (double) count.get()))));
  }
}
