package io.tidemark.collector.signal;

import io.tidemark.collector.sample.Source;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Every signal, in the order in which they are sampled. */
final class Signals {
  private Signals() {}

  static Sampler standard(CollectorSettings settings, Clock clock) {
    Source host = new Source("tidemark-collector", "localhost", clock.millis(), Map.of(), true);
    return new Sampler(List.of(), host, settings.version(), clock);
  }
}
