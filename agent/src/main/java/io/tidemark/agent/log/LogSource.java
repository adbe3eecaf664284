package io.tidemark.agent.log;

import io.tidemark.segment.Column;

/** Where log events come from. In the order of the numbers in the bridge. */
enum LogSource {
  LOGBACK(40_000, 30_000, 20_000, 10_000),
  /** Its levels, negated: FATAL counts as an error. */
  LOG4J(-200, -300, -400, -500),
  /** As SLF4J's bridge has it: CONFIG counts as info, FINE and FINER as debug. */
  JUL(901, 801, 501, 301),
  /** Has no levels. */
  CONSOLE(0, 0, 0, 0);

  private static final LogSource[] SOURCES = values();

  private final int lowestError;
  private final int lowestWarn;
  private final int lowestInfo;
  private final int lowestDebug;

  LogSource(int lowestError, int lowestWarn, int lowestInfo, int lowestDebug) {
    this.lowestError = lowestError;
    this.lowestWarn = lowestWarn;
    this.lowestInfo = lowestInfo;
    this.lowestDebug = lowestDebug;
  }

  static LogSource of(int number) {
    return SOURCES[number];
  }

  /** The column of a level; the higher the number the worse. */
  Column column(int severity) {
    if (this == CONSOLE) {
      return Column.LOG_CONSOLE;
    }
    if (severity >= lowestError) {
      return Column.LOG_ERROR;
    }
    if (severity >= lowestWarn) {
      return Column.LOG_WARN;
    }
    if (severity >= lowestInfo) {
      return Column.LOG_INFO;
    }
    return severity >= lowestDebug ? Column.LOG_DEBUG : Column.LOG_TRACE;
  }
}
