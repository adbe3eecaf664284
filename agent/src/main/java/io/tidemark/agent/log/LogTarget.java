package io.tidemark.agent.log;

import io.tidemark.agent.weave.Target;
import io.tidemark.agent.weave.Weaving;

/** The classes that log events pass through. */
public enum LogTarget implements Target {
  LOGBACK("ch.qos.logback.classic.Logger", false),
  /** Where Logback's appenders get events, from a logger or from a queue. */
  LOGBACK_APPENDERS("ch.qos.logback.core.spi.AppenderAttachableImpl", false),
  LOG4J("org.apache.logging.log4j.core.config.LoggerConfig", false),
  /** Where an appender of Log4j gets events, from a logger or from a queue. */
  LOG4J_APPENDER("org.apache.logging.log4j.core.config.AppenderControl", false),
  /** Some loggers of a configuration are asynchronous. */
  LOG4J_ASYNC_CONFIG("org.apache.logging.log4j.core.async.AsyncLoggerConfig", false),
  /** All loggers are asynchronous. */
  LOG4J_ASYNC("org.apache.logging.log4j.core.async.AsyncLogger", false),
  JUL("java.util.logging.Logger", true);

  private final String className;
  private final boolean jdk;

  LogTarget(String className, boolean jdk) {
    this.className = className;
    this.jdk = jdk;
  }

  @Override
  public String className() {
    return className;
  }

  @Override
  public boolean jdk() {
    return jdk;
  }

  @Override
  public Weaving weaving() {
    return LogWeaving.of(this);
  }
}
