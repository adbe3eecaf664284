package io.tidemark.agent.child;

import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.api.LoggerComponentBuilder;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** Log4j 2, configured as its XML would. */
final class Log4jLogs implements Logs {
  private static final Marker FILTERED = MarkerManager.getMarker("filtered");
  private static final org.apache.logging.log4j.Level DEBUG = org.apache.logging.log4j.Level.DEBUG;

  private final LoggerContext context;
  private final boolean filters;

  /**
   * Configures it.
   *
   * @param filters whether loggers have filters; where all are asynchronous these come too late to
   *     be counted right
   */
  Log4jLogs(boolean filters) {
    this.filters = filters;
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setStatusLevel(org.apache.logging.log4j.Level.ERROR);
    builder.add(builder.newAppender("Console", "CONSOLE"));
    builder.add(builder.newAppender("Nothing", "Null"));
    builder.add(
        builder
            .newAppender("Queue", "ASYNC")
            .addComponent(builder.newComponent("AppenderRef").addAttribute("ref", "Console")));
    builder.add(
        filtered(builder, builder.newLogger("acme.posts", DEBUG)).add(ref(builder, "Console")));
    builder.add(builder.newLogger("acme", DEBUG).add(ref(builder, "Nothing")));
    builder.add(
        filtered(builder, builder.newLogger("queued", DEBUG))
            .add(ref(builder, "Queue"))
            .addAttribute("additivity", false));
    if (filters) {
      builder.add(
          builder
              .newAsyncLogger("lazy", DEBUG)
              .add(ref(builder, "Console"))
              .addAttribute("additivity", false));
    }
    builder.add(builder.newRootLogger(DEBUG).add(ref(builder, "Nothing")));
    context = Configurator.initialize(builder.build());
  }

  private LoggerComponentBuilder filtered(
      ConfigurationBuilder<?> builder, LoggerComponentBuilder logger) {
    return filters
        ? logger.add(
            builder
                .newFilter("MarkerFilter", Filter.Result.DENY, Filter.Result.NEUTRAL)
                .addAttribute("marker", FILTERED.getName()))
        : logger;
  }

  private static org.apache.logging.log4j.core.config.builder.api.AppenderRefComponentBuilder ref(
      ConfigurationBuilder<?> builder, String appender) {
    return builder.newAppenderRef(appender);
  }

  @Override
  public boolean has(Way way) {
    return filters || way != Way.ASYNCHRONOUS_LOGGER;
  }

  @Override
  public void log(Way way, Level level) {
    logger(way).log(org.apache.logging.log4j.Level.valueOf(level.name()), "posts");
  }

  private static Logger logger(Way way) {
    return LogManager.getLogger(
        switch (way) {
          case SYNCHRONOUS -> "acme.posts";
          case ASYNCHRONOUS -> "queued";
          case ASYNCHRONOUS_LOGGER -> "lazy";
        });
  }

  @Override
  public void logFiltered(Way way) {
    if (filters && way != Way.ASYNCHRONOUS_LOGGER) {
      logger(way).error(FILTERED, "filtered");
    }
  }

  @Override
  public void stop() {
    context.stop(10, TimeUnit.SECONDS);
  }
}
