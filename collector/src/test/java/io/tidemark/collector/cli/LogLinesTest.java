package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class LogLinesTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LogLines lines =
      new LogLines(new PrintStream(written, true, StandardCharsets.UTF_8));

  @Test
  void writesALineAMinuteOfFailedExports() {
    publish("io.opentelemetry.x", 0, "export failed\n  Full error message: refused");
    publish("io.opentelemetry.x", 59_999, "export failed");
    publish("io.opentelemetry.y", 1, "exporter failed");
    publish("io.tidemark.y", 1, "signal sockets failed");
    publish("io.tidemark.y", 2, "signal hsperf failed");
    publish("io.opentelemetry.x", 60_000, "export failed again");
    assertEquals(
        """
        tidemark-collector: export failed Full error message: refused (java.io.IOException: no)
        tidemark-collector: signal sockets failed (java.io.IOException: no)
        tidemark-collector: signal hsperf failed (java.io.IOException: no)
        tidemark-collector: export failed again (java.io.IOException: no)
        """,
        written.toString(StandardCharsets.UTF_8));
  }

  private void publish(String logger, long atMs, String message) {
    LogRecord record = new LogRecord(Level.WARNING, message);
    record.setLoggerName(logger);
    record.setInstant(Instant.ofEpochMilli(atMs));
    record.setThrown(new IOException("no"));
    lines.publish(record);
  }
}
