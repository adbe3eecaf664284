package io.tidemark.lab.dataplane;

import io.tidemark.lab.memcached.CacheFailure;
import io.tidemark.lab.memcached.DialCounts;
import io.tidemark.lab.memcached.DialWatch;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** One client at one method, and what its requests caused. Thread-safe. */
final class Caller implements DialWatch {
  private final LongAdder tasks = new LongAdder();
  private final DialCounts dials = new DialCounts();
  private final LongAdder warnings = new LongAdder();

  void taskStarted() {
    tasks.increment();
  }

  void warned() {
    warnings.increment();
  }

  @Override
  public void dialled() {
    dials.dialled();
  }

  @Override
  public void failed(CacheFailure why) {
    dials.failed(why);
  }

  Effects effects(long consoleWrites) {
    return of(tasks.sum(), dials, warnings.sum(), consoleWrites);
  }

  static Effects of(long tasks, DialCounts dials, long warnings, long consoleWrites) {
    Map<String, Long> logEvents = Map.of("warn", warnings, "console", consoleWrites);
    return new Effects(tasks, dials.dials(), dials.failures(), Effects.occurred(logEvents));
  }
}
