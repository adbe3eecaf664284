package io.tidemark.agent.child;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** SLF4J over Logback. */
final class LogbackLoad implements LoadLogs {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  LogbackLoad(boolean queued) {
    context.reset();
    ch.qos.logback.classic.Logger root = context.getLogger("ROOT");
    root.setLevel(Level.INFO);
    if (queued) {
      AsyncAppender queue = new AsyncAppender();
      queue.setContext(context);
      queue.addAppender(console());
      queue.start();
      root.addAppender(queue);
    } else {
      root.addAppender(console());
    }
  }

  private ConsoleAppender<ILoggingEvent> console() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %msg%n");
    encoder.start();
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel("ERROR");
    filter.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.addFilter(filter);
    console.start();
    return console;
  }

  @Override
  public void error(String logger, String message) {
    context.getLogger(logger).error(message);
  }

  @Override
  public void warn(String logger, String message) {
    context.getLogger(logger).warn(message);
  }

  @Override
  public void info(String logger, String template, Object argument) {
    context.getLogger(logger).info(template, argument);
  }

  @Override
  public void stop() {
    context.stop();
  }
}
