package io.tidemark.agent.child;

import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** {@code java.util.logging}, which has no queues. */
final class JulLogs implements Logs {
  private static final Map<Level, java.util.logging.Level> LEVELS =
      Map.of(
          Level.ERROR, java.util.logging.Level.SEVERE,
          Level.WARN, java.util.logging.Level.WARNING,
          Level.INFO, java.util.logging.Level.INFO,
          Level.DEBUG, java.util.logging.Level.FINE,
          Level.TRACE, java.util.logging.Level.FINEST);
  private static final String FILTERED = "filtered";

  private final Logger parent = Logger.getLogger("acme");
  private final Logger logger = Logger.getLogger("acme.posts");

  JulLogs() {
    Handler console = new ConsoleHandler();
    console.setLevel(java.util.logging.Level.ALL);
    parent.setUseParentHandlers(false);
    parent.addHandler(console);
    logger.addHandler(new Silent());
    logger.setLevel(java.util.logging.Level.FINE);
    logger.setFilter(event -> !FILTERED.equals(event.getMessage()));
  }

  @Override
  public boolean has(Way way) {
    return way == Way.SYNCHRONOUS;
  }

  @Override
  public void log(Way way, Level level) {
    logger.log(LEVELS.get(level), "posts");
  }

  @Override
  public void logFiltered(Way way) {
    logger.severe(FILTERED);
    logger.log(new LogRecord(java.util.logging.Level.FINEST, "off"));
  }

  @Override
  public void stop() {}

  private static final class Silent extends Handler {
    @Override
    public void publish(LogRecord event) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
