package io.tidemark.agent.child;

/** A framework's loggers, at level DEBUG. */
interface Logs {
  /** The ways in which events reach an appender. */
  enum Way {
    /** To the console and to a second appender of a parent, on the caller's thread. */
    SYNCHRONOUS,
    /** To the console, by an appender with a queue. */
    ASYNCHRONOUS,
    /** By a logger with a queue, where that is a matter of configuration. */
    ASYNCHRONOUS_LOGGER
  }

  /** The levels, as the ledger calls them. */
  enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  boolean has(Way way);

  void log(Way way, Level level);

  /** Logs what the logger's filter takes away. */
  void logFiltered(Way way);

  /** Waits until what was logged is written. */
  void stop();
}
