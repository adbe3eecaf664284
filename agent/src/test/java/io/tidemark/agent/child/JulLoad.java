package io.tidemark.agent.child;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code java.util.logging}. */
final class JulLoad implements LoadLogs {
  private final Logger root = Logger.getLogger("");

  JulLoad() {
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler console = new ConsoleHandler();
    console.setLevel(Level.SEVERE);
    root.addHandler(console);
  }

  @Override
  public void error(String logger, String message) {
    Logger.getLogger(logger).severe(message);
  }

  @Override
  public void warn(String logger, String message) {
    Logger.getLogger(logger).warning(message);
  }

  @Override
  public void info(String logger, String template, Object argument) {
    Logger.getLogger(logger).log(Level.INFO, template, argument);
  }

  @Override
  public void stop() {}
}
