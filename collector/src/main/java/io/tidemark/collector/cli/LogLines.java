package io.tidemark.collector.cli;

import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Writes log records to stderr, one line each without a stack trace. Of OpenTelemetry's, which
 * several of its classes write at each export that fails, it takes one a minute.
 *
 * <p>The JDK's logging makes one, by its name in a property, when something is logged first. That
 * keeps logging out of the start.
 */
public final class LogLines extends Handler {
  private static final String THROTTLED = "io.opentelemetry";
  private static final long AGAIN_MS = 60_000;

  private final Formatter formatter = new SimpleFormatter();
  private final PrintStream err;
  private long silentUntilMs;

  LogLines(PrintStream err) {
    this.err = err;
  }

  static void install() {
    System.setProperty("java.util.logging.config.class", Setup.class.getName());
  }

  /** What the JDK's logging runs to configure itself. */
  public static final class Setup {
    /** Makes {@link LogLines} the only handler. */
    public Setup() {
      LogManager.getLogManager().reset();
      Logger root = Logger.getLogger("");
      root.setLevel(Level.WARNING);
      root.addHandler(new LogLines(System.err));
    }
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    if (String.valueOf(record.getLoggerName()).startsWith(THROTTLED)) {
      if (record.getMillis() < silentUntilMs) {
        return;
      }
      silentUntilMs = record.getMillis() + AGAIN_MS;
    }
    err.println(line(record));
  }

  private String line(LogRecord record) {
    Throwable thrown = record.getThrown();
    return "%s: %s%s"
        .formatted(
            Main.NAME,
            formatter.formatMessage(record).replaceAll("\\s*\\R\\s*", " "),
            thrown == null ? "" : " (" + thrown + ")");
  }

  @Override
  public void flush() {
    err.flush();
  }

  @Override
  public void close() {}
}
