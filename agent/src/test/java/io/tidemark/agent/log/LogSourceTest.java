package io.tidemark.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.bridge.TidemarkBridge;
import io.tidemark.segment.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class LogSourceTest {
  @Test
  void mapsTheLevelsOfEachSource() {
    assertEquals(
        List.of(
            Column.LOG_ERROR, Column.LOG_WARN, Column.LOG_INFO, Column.LOG_DEBUG, Column.LOG_TRACE),
        columns(
            TidemarkBridge.LOGBACK,
            ch.qos.logback.classic.Level.ERROR_INT,
            ch.qos.logback.classic.Level.WARN_INT,
            ch.qos.logback.classic.Level.INFO_INT,
            ch.qos.logback.classic.Level.DEBUG_INT,
            ch.qos.logback.classic.Level.TRACE_INT));
    assertEquals(
        List.of(
            Column.LOG_ERROR,
            Column.LOG_ERROR,
            Column.LOG_WARN,
            Column.LOG_INFO,
            Column.LOG_DEBUG,
            Column.LOG_TRACE),
        columns(
            TidemarkBridge.LOG4J,
            -org.apache.logging.log4j.Level.FATAL.intLevel(),
            -org.apache.logging.log4j.Level.ERROR.intLevel(),
            -org.apache.logging.log4j.Level.WARN.intLevel(),
            -org.apache.logging.log4j.Level.INFO.intLevel(),
            -org.apache.logging.log4j.Level.DEBUG.intLevel(),
            -org.apache.logging.log4j.Level.TRACE.intLevel()));
    assertEquals(
        List.of(
            Column.LOG_ERROR,
            Column.LOG_WARN,
            Column.LOG_INFO,
            Column.LOG_INFO,
            Column.LOG_DEBUG,
            Column.LOG_DEBUG,
            Column.LOG_TRACE),
        columns(
            TidemarkBridge.JUL,
            Level.SEVERE.intValue(),
            Level.WARNING.intValue(),
            Level.INFO.intValue(),
            Level.CONFIG.intValue(),
            Level.FINE.intValue(),
            Level.FINER.intValue(),
            Level.FINEST.intValue()));
    assertEquals(List.of(Column.LOG_CONSOLE), columns(TidemarkBridge.CONSOLE, 0));
  }

  private static List<Column> columns(int source, int... severities) {
    List<Column> columns = new ArrayList<>();
    for (int severity : severities) {
      columns.add(LogSource.of(source).column(severity));
    }
    return columns;
  }
}
