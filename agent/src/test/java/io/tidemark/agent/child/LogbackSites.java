package io.tidemark.agent.child;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;

/** SLF4J over Logback. */
final class LogbackSites implements SiteLogs {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  LogbackSites() {
    context.reset();
    AppenderBase<ILoggingEvent> nothing =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {}
        };
    nothing.setContext(context);
    nothing.start();
    context.getLogger("ROOT").addAppender(nothing);
  }

  @Override
  public void log(String logger, @Nullable String message) {
    context.getLogger(logger).warn(message);
  }

  @Override
  public void log(String logger, String template, Object argument) {
    context.getLogger(logger).warn(template, argument);
  }

  @Override
  public void supplied(String logger, Supplier<String> message) {
    context.getLogger(logger).atWarn().log(message);
  }

  @Override
  public void object(String logger, Object message) {
    context.getLogger(logger).warn(message.toString());
  }

  @Override
  public void marked(String logger, String message) {
    context.getLogger(logger).warn(MarkerFactory.getMarker("marker"), message);
  }

  @Override
  public void stop() {
    context.stop();
  }
}
