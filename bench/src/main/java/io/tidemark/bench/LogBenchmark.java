package io.tidemark.bench;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One log event to an appender that drops it: of a constant message, of one that is built anew each
 * time, and of a level that is off. Run, once without the agent and once with it: {@code bench/run
 * logs}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class LogBenchmark {
  private static final String NAME = "com.acme.Posts";

  private final org.slf4j.Logger logback = logback();
  private final org.apache.logging.log4j.Logger log4j = log4j();
  private final Logger jul = Logger.getLogger(NAME);
  private int number;

  /** A handler that drops everything. */
  @Setup
  public void prepare() {
    jul.setUseParentHandlers(false);
    jul.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord event) {}

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  private static org.slf4j.Logger logback() {
    LoggerContext context = new LoggerContext();
    AppenderBase<ILoggingEvent> nothing =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {}
        };
    nothing.setContext(context);
    nothing.start();
    ch.qos.logback.classic.Logger logger = context.getLogger(NAME);
    logger.addAppender(nothing);
    logger.setLevel(ch.qos.logback.classic.Level.INFO);
    return logger;
  }

  private static org.apache.logging.log4j.Logger log4j() {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.add(builder.newAppender("Nothing", "Null"));
    builder.add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef("Nothing")));
    Configurator.initialize(builder.build());
    return LogManager.getLogger(NAME);
  }

  @Benchmark
  public void logbackConstant() {
    logback.info("no such post");
  }

  @Benchmark
  public void log4jConstant() {
    log4j.info("no such post");
  }

  @Benchmark
  public void julConstant() {
    jul.info("no such post");
  }

  @Benchmark
  public void julBuilt() {
    jul.info("no post " + number++);
  }

  @Benchmark
  public void logbackBuilt() {
    logback.info("no post " + number++);
  }

  @Benchmark
  public void logbackOff() {
    logback.debug("no such post");
  }

  @Benchmark
  public void julOff() {
    jul.fine("no such post");
  }

  @Benchmark
  public void log4jOff() {
    log4j.debug("no such post");
  }
}
