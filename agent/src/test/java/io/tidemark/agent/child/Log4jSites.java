package io.tidemark.agent.child;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.jspecify.annotations.Nullable;

/** Log4j 2; whether its loggers are asynchronous is up to the JVM's options. */
final class Log4jSites implements SiteLogs {
  private final LoggerContext context;

  Log4jSites() {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setStatusLevel(Level.ERROR);
    builder.add(builder.newAppender("Nothing", "Null"));
    builder.add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef("Nothing")));
    context = Configurator.initialize(builder.build());
  }

  @Override
  public void log(String logger, @Nullable String message) {
    LogManager.getLogger(logger).warn(message);
  }

  @Override
  public void log(String logger, String template, Object argument) {
    LogManager.getLogger(logger).warn(template, argument);
  }

  @Override
  public void supplied(String logger, Supplier<String> message) {
    LogManager.getLogger(logger).warn(message::get);
  }

  @Override
  public void object(String logger, Object message) {
    LogManager.getLogger(logger).warn(message);
  }

  @Override
  public void marked(String logger, String message) {
    LogManager.getLogger(logger).warn(MarkerManager.getMarker("marker"), message);
  }

  @Override
  public void stop() {
    context.stop(10, TimeUnit.SECONDS);
  }
}
