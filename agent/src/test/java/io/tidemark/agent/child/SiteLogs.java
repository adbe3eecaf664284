package io.tidemark.agent.child;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One framework, called the way services call it. */
interface SiteLogs {
  /** Logs a message as it is. */
  void log(String logger, @Nullable String message);

  /** Logs a message with something to put into it. */
  void log(String logger, String template, Object argument);

  /** Logs what a supplier builds, at once. */
  void supplied(String logger, Supplier<String> message);

  /** Logs an object that is no string, if the framework has such; else its text. */
  void object(String logger, Object message);

  /** Logs a message with a marker, if the framework has such. */
  void marked(String logger, String message);

  /** Waits until what was logged is written. */
  void stop();

  /** The frameworks, by the name that a test gives. */
  static SiteLogs of(String name) {
    return switch (name) {
      case "LOGBACK" -> new LogbackSites();
      case "JUL" -> new JulSites();
      default -> new Log4jSites();
    };
  }
}
