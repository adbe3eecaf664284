package io.tidemark.agent.log;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.tidemark.agent.weave.HookWeaving;
import io.tidemark.agent.weave.Weaving;

/** Which advice belongs to which method. */
final class LogWeaving {
  private static final String LOG4J_LEVEL = "org.apache.logging.log4j.Level";
  private static final String LOG4J_MESSAGE = "org.apache.logging.log4j.message.Message";

  private LogWeaving() {}

  static Weaving of(LogTarget target) {
    return switch (target) {
      case LOGBACK -> one("callAppenders", LogAdvice.Logback.class);
      case LOGBACK_APPENDERS -> one("appendLoopOnAppenders", LogAdvice.Appending.class);
      case LOG4J -> one("processLogEvent", LogAdvice.Log4j.class);
      case LOG4J_APPENDER -> one("callAppender", LogAdvice.Appending.class);
      case LOG4J_ASYNC_CONFIG ->
          one("logToAsyncLoggerConfigsOnCurrentThread", LogAdvice.Appending.class);
      case LOG4J_ASYNC ->
          new HookWeaving()
              .hook(
                  named("logMessage")
                      .and(takesArgument(1, named(LOG4J_LEVEL)))
                      .and(takesArgument(3, named(LOG4J_MESSAGE))),
                  LogAdvice.Log4jAsync.class)
              .hook(
                  named("log")
                      .and(takesArgument(0, named(LOG4J_LEVEL)))
                      .and(takesArgument(4, named(LOG4J_MESSAGE))),
                  LogAdvice.Log4jAsyncLocated.class)
              .hook(named("actualAsyncLog"), LogAdvice.Appending.class);
      case JUL ->
          new HookWeaving()
              .hook(named("log").and(takesArguments(1)), LogAdvice.Jul.class)
              .hook(named("accessCheckedHandlers"), LogAdvice.JulHandlers.class);
    };
  }

  private static Weaving one(String method, Class<?> advice) {
    return new HookWeaving().hook(named(method), advice);
  }
}
