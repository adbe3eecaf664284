package io.tidemark.agent.child;

import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code java.util.logging}. */
final class JulSites implements SiteLogs {
  private final Logger root = Logger.getLogger("");

  JulSites() {
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(new Nothing());
  }

  @Override
  public void log(String logger, @Nullable String message) {
    Logger.getLogger(logger).warning(message);
  }

  @Override
  public void log(String logger, String template, Object argument) {
    Logger.getLogger(logger).log(Level.WARNING, template, argument);
  }

  @Override
  public void supplied(String logger, Supplier<String> message) {
    Logger.getLogger(logger).warning(message);
  }

  @Override
  public void object(String logger, Object message) {
    Logger.getLogger(logger).warning(message.toString());
  }

  @Override
  public void marked(String logger, String message) {
    Logger.getLogger(logger).warning(message);
  }

  @Override
  public void stop() {}

  /** Logs an event that does not tell its message. */
  static void logBroken(String logger) {
    Logger.getLogger(logger)
        .log(
            new LogRecord(Level.WARNING, "broken") {
              @Override
              public String getMessage() {
                throw new IllegalStateException("broken");
              }
            });
  }

  private static final class Nothing extends Handler {
    @Override
    public void publish(LogRecord event) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
