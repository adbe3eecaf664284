package io.tidemark.agent.child;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.MarkerFilter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Logback, configured as its XML would. */
final class LogbackLogs implements Logs {
  private static final Marker FILTERED = MarkerFactory.getMarker("filtered");

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger synchronous = context.getLogger("acme.posts");
  private final Logger asynchronous = context.getLogger("queued");

  LogbackLogs() {
    context.reset();
    MarkerFilter filter = new MarkerFilter();
    filter.setMarker(FILTERED.getName());
    filter.setOnMatch("DENY");
    filter.start();
    context.addTurboFilter(filter);
    ListAppender<ILoggingEvent> list = new ListAppender<>();
    list.start();
    context.getLogger("acme").addAppender(list);
    synchronous.addAppender(console());
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.addAppender(console());
    queue.start();
    asynchronous.addAppender(queue);
  }

  private ConsoleAppender<ILoggingEvent> console() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %msg%n");
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();
    return console;
  }

  @Override
  public boolean has(Way way) {
    return way != Way.ASYNCHRONOUS_LOGGER;
  }

  @Override
  public void log(Way way, Level level) {
    logger(way).atLevel(org.slf4j.event.Level.valueOf(level.name())).log("posts");
  }

  private Logger logger(Way way) {
    return way == Way.SYNCHRONOUS ? synchronous : asynchronous;
  }

  @Override
  public void logFiltered(Way way) {
    logger(way).error(FILTERED, "filtered");
  }

  @Override
  public void stop() {
    context.stop();
  }
}
