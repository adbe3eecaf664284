package io.tidemark.collector.jvm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until a test moves it. */
public final class TickingClock extends Clock {
  private Instant now;

  /** A clock that stands at a time in milliseconds since 1970. */
  public TickingClock(long epochMs) {
    this.now = Instant.ofEpochMilli(epochMs);
  }

  /** Moves the clock on. */
  public void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody asks for another zone");
  }
}
