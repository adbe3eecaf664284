package io.tidemark.agent.child;

/** A framework whose appenders drop all events but errors, which they print. */
interface LoadLogs {
  void error(String logger, String message);

  void warn(String logger, String message);

  void info(String logger, String template, Object argument);

  /** Waits until what was logged is written. */
  void stop();

  /** The frameworks, and the ways in which they reach appenders, by the name that a test gives. */
  static LoadLogs of(String name) {
    return switch (name) {
      case "LOGBACK" -> new LogbackLoad(false);
      case "LOGBACK_QUEUE" -> new LogbackLoad(true);
      case "LOG4J_QUEUE" -> new Log4jLoad(true);
      case "JUL" -> new JulLoad();
      default -> new Log4jLoad(false);
    };
  }
}
