package io.tidemark.lab.demo;

import io.tidemark.lab.load.LoadStats;
import java.time.Duration;

/**
 * Whether the service was healthy for long enough to begin an incident: since its start, and since
 * requests failed last, which they do until a slow machine has warmed up. Patience ends, too. For
 * one thread.
 */
final class Health {
  /** Part of the requests that may fail. */
  private static final double MOST_FAILED = 0.03;

  private static final Duration QUIET = Duration.ofSeconds(12);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Duration wanted;
  private LoadStats before = LoadStats.ZERO;
  private long startNs;
  private long quietSinceNs;

  /**
   * @param wanted from the start
   */
  Health(Duration wanted) {
    this.wanted = wanted;
  }

  /**
   * The service starts.
   *
   * @param nowNs a reading of the nano clock
   */
  void begin(long nowNs) {
    startNs = nowNs;
    quietSinceNs = nowNs;
  }

  /**
   * True when it has been healthy for long enough. To be called once a second.
   *
   * @param nowNs a reading of the nano clock
   * @param load what the clients saw since their start
   */
  boolean lasts(long nowNs, LoadStats load) {
    if (load.failed() - before.failed() > MOST_FAILED * (load.requests() - before.requests())) {
      quietSinceNs = nowNs;
    }
    before = load;
    long runningNs = nowNs - startNs;
    return runningNs >= wanted.toNanos()
        && (nowNs - quietSinceNs >= Math.min(QUIET.toNanos(), wanted.toNanos())
            || runningNs >= wanted.plus(PATIENCE).toNanos());
  }
}
