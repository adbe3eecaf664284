package io.tidemark.collector.signal;

import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.verdict.Moment;
import io.tidemark.collector.verdict.Verdict;
import io.tidemark.collector.verdict.VerdictEngine;
import io.tidemark.collector.verdict.VerdictSamples;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What all other signals together mean: the verdict, and its metrics. The last of the signals. */
final class VerdictSignal implements Signal {
  private final VerdictEngine engine = new VerdictEngine();
  private final VerdictSamples samples;
  private final BiConsumer<Verdict, Moment> verdicts;
  private final Clock clock;

  /**
   * A signal of what the others say.
   *
   * @param verdicts is given every verdict, and the step that it is of; must not fail
   */
  VerdictSignal(Source host, BiConsumer<Verdict, Moment> verdicts, Clock clock) {
    this.samples = new VerdictSamples(host);
    this.verdicts = verdicts;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "verdict";
  }

  @Override
  public void sample(Consumer<Sample> out) {
    throw new IllegalStateException("a verdict needs what was sampled before it");
  }

  @Override
  public void sample(List<Sample> before, Consumer<Sample> out) {
    Verdict verdict = engine.accept(new Snapshot(clock.millis(), before));
    samples.report(verdict, out);
    verdicts.accept(verdict, engine.moment());
  }
}
