package io.tidemark.collector.top;

import io.tidemark.collector.remote.CollectorClient;
import java.io.IOException;
import java.time.Clock;

/** What a running collector tells, whose memory is longer than that of a command. */
public final class CollectorWatch implements Watch {
  private final CollectorClient collector;
  private final Clock clock;

  /** Asks nothing yet. */
  public CollectorWatch(CollectorClient collector, Clock clock) {
    this.collector = collector;
    this.clock = clock;
  }

  @Override
  public Moment now() throws IOException {
    return new Moment(
        clock.millis(),
        collector.toString(),
        collector.get("/api/v1/who"),
        collector.get("/api/v1/verdict"),
        Vitals.of(collector));
  }

  @Override
  public void close() {}
}
