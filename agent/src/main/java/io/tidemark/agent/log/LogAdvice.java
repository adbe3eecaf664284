package io.tidemark.agent.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.tidemark.agent.bridge.TidemarkBridge;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import net.bytebuddy.asm.Advice;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.message.Message;

/**
 * The code that is inlined into loggers. Parameters are of types of {@code java.base}, since the
 * agent cannot see those of the frameworks. Levels become numbers that rise with severity.
 */
final class LogAdvice {
  private LogAdvice() {}

  /** Around {@code callAppenders}. */
  static final class Logback {
    private Logback() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
      return TidemarkBridge.logEntered();
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter long entered, @Advice.Argument(0) Object event) {
      if (entered != 0) {
        TidemarkBridge.logLeft(
            entered,
            TidemarkBridge.LOGBACK,
            ((ILoggingEvent) event).getLevel().toInt(),
            ((ILoggingEvent) event).getLoggerName(),
            ((ILoggingEvent) event).getMessage());
      }
    }
  }

  /** Around {@code processLogEvent}; the outermost is the event. */
  @SuppressWarnings("deprecation") // getFormat: nothing else gives the template without work
  static final class Log4j {
    private Log4j() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
      return TidemarkBridge.logEntered();
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter long entered, @Advice.Argument(0) Object event) {
      if (entered != 0) {
        Message message = ((LogEvent) event).getMessage();
        TidemarkBridge.logLeft(
            entered,
            TidemarkBridge.LOG4J,
            -((LogEvent) event).getLevel().intLevel(),
            ((LogEvent) event).getLoggerName(),
            TidemarkBridge.logHasFormat(message) ? message.getFormat() : null);
      }
    }
  }

  /** Around the hand-over to the thread of asynchronous loggers. */
  @SuppressWarnings("deprecation") // getFormat: nothing else gives the template without work
  static final class Log4jAsync {
    private Log4jAsync() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
      return TidemarkBridge.logEntered();
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter long entered,
        @Advice.This Object logger,
        @Advice.Argument(1) Object level,
        @Advice.Argument(3) Object message) {
      if (entered != 0) {
        TidemarkBridge.logLeft(
            entered,
            TidemarkBridge.LOG4J,
            -((Level) level).intLevel(),
            ((org.apache.logging.log4j.Logger) logger).getName(),
            TidemarkBridge.logHasFormat(message) ? ((Message) message).getFormat() : null);
      }
    }
  }

  /** The same, for an event that says itself where it was logged. */
  @SuppressWarnings("deprecation") // getFormat: nothing else gives the template without work
  static final class Log4jAsyncLocated {
    private Log4jAsyncLocated() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter() {
      return TidemarkBridge.logEntered();
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter long entered,
        @Advice.This Object logger,
        @Advice.Argument(0) Object level,
        @Advice.Argument(4) Object message) {
      if (entered != 0) {
        TidemarkBridge.logLeft(
            entered,
            TidemarkBridge.LOG4J,
            -((Level) level).intLevel(),
            ((org.apache.logging.log4j.Logger) logger).getName(),
            TidemarkBridge.logHasFormat(message) ? ((Message) message).getFormat() : null);
      }
    }
  }

  /** Around {@code log(LogRecord)}, which may still filter the record. */
  static final class Jul {
    private Jul() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static long enter(@Advice.This Object logger, @Advice.Argument(0) Object event) {
      return event != null && ((Logger) logger).isLoggable(((LogRecord) event).getLevel())
          ? TidemarkBridge.logEntered()
          : 0;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter long entered, @Advice.This Object logger, @Advice.Argument(0) Object event) {
      if (entered != 0) {
        TidemarkBridge.logLeft(
            entered,
            TidemarkBridge.JUL,
            ((LogRecord) event).getLevel().intValue(),
            ((Logger) logger).getName(),
            ((LogRecord) event).getMessage());
      }
    }
  }

  /** After {@code accessCheckedHandlers}, which {@code log(LogRecord)} asks behind its filter. */
  static final class JulHandlers {
    private JulHandlers() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return Object[] handlers) {
      if (handlers.length != 0) {
        TidemarkBridge.logHandled();
      }
    }
  }

  /**
   * Around what appenders do with an event that was counted where it was logged. On the thread of
   * an asynchronous appender this alone tells that a write to the console is no other event.
   */
  static final class Appending {
    private Appending() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static boolean enter() {
      return TidemarkBridge.appendEntered();
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter boolean entered) {
      if (entered) {
        TidemarkBridge.appendLeft();
      }
    }
  }
}
