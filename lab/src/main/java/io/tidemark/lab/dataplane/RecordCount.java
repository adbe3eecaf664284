package io.tidemark.lab.dataplane;

import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Counts what its logger publishes, whoever logs it. Thread-safe. */
final class RecordCount extends Handler {
  private final LongAdder published = new LongAdder();

  @Override
  public void publish(LogRecord event) {
    published.increment();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  long count() {
    return published.sum();
  }
}
