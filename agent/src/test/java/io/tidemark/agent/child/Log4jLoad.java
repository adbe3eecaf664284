package io.tidemark.agent.child;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** Log4j 2; whether its loggers are asynchronous is up to the JVM's options. */
final class Log4jLoad implements LoadLogs {
  private final LoggerContext context;
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();

  Log4jLoad(boolean queued) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setStatusLevel(Level.ERROR);
    builder.add(
        builder
            .newAppender("Console", "CONSOLE")
            .addComponent(
                builder
                    .newFilter("ThresholdFilter", Filter.Result.ACCEPT, Filter.Result.DENY)
                    .addAttribute("level", Level.ERROR)));
    builder.add(
        builder
            .newAppender("Queue", "ASYNC")
            .addComponent(builder.newComponent("AppenderRef").addAttribute("ref", "Console")));
    builder.add(
        builder
            .newRootLogger(Level.INFO)
            .add(builder.newAppenderRef(queued ? "Queue" : "Console")));
    context = Configurator.initialize(builder.build());
  }

  // Log4j looks for its caller at each look-up.
  private Logger logger(String name) {
    return loggers.computeIfAbsent(name, LogManager::getLogger);
  }

  @Override
  public void error(String logger, String message) {
    logger(logger).error(message);
  }

  @Override
  public void warn(String logger, String message) {
    logger(logger).warn(message);
  }

  @Override
  public void info(String logger, String template, Object argument) {
    logger(logger).info(template, argument);
  }

  @Override
  public void stop() {
    context.stop(60, TimeUnit.SECONDS);
  }
}
