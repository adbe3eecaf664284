package io.tidemark.collector.who;

import io.tidemark.collector.signal.FanOut;
import io.tidemark.segment.Buckets;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/**
 * A handler whose concurrent tasks nothing limits, and the evidence since its JVM started.
 *
 * @param batches requests whose tasks ran all at once, beyond any limit seen
 * @param upToTasks the most of them at once, rounded up to a bound of {@link Buckets}: at most 19 %
 */
public record Unbounded(String method, long batches, long upToTasks) {

  /**
   * What a handler's histograms say, by slot; empty for one that is not known to lack a limit.
   *
   * @param followed requests whose tasks followed their batch
   * @param held requests whose tasks were held below it
   */
  static Optional<Unbounded> of(String method, IntToLongFunction followed, IntToLongFunction held) {
    long batches = FanOut.batchesBeyondLimits(followed, held);
    if (batches < FanOut.SEVERAL) {
      return Optional.empty();
    }
    int highest = Buckets.LAST - 1;
    while (followed.applyAsLong(highest) == 0) {
      highest--;
    }
    return Optional.of(
        new Unbounded(method, batches, (long) Math.ceil(Buckets.upperBound(highest))));
  }

  /** The same handler in two JVMs. */
  Unbounded plus(Unbounded other) {
    return new Unbounded(method, batches + other.batches, Math.max(upToTasks, other.upToTasks));
  }
}
