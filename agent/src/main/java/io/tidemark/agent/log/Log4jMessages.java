package io.tidemark.agent.log;

import java.util.Set;

/**
 * The messages of Log4j 2 that hold their format as a string and give it away as it is. Others may
 * build it, or ask objects of the service for it.
 */
final class Log4jMessages {
  private static final String MESSAGE = "org.apache.logging.log4j.message.";
  private static final Set<String> WITH_FORMAT =
      Set.of(
          MESSAGE + "ParameterizedMessage",
          MESSAGE + "ReusableParameterizedMessage",
          MESSAGE + "SimpleMessage",
          MESSAGE + "ReusableSimpleMessage",
          MESSAGE + "ReusableObjectMessage",
          MESSAGE + "StringFormattedMessage",
          MESSAGE + "MessageFormatMessage",
          MESSAGE + "FormattedMessage",
          // These stand for one of the reusable ones.
          "org.apache.logging.log4j.core.impl.MementoMessage",
          "org.apache.logging.log4j.core.impl.MutableLogEvent",
          "org.apache.logging.log4j.core.async.RingBufferLogEvent");

  // A class has one string for its name, and a service mostly one kind of message.
  private static String last = "";

  private Log4jMessages() {}

  @SuppressWarnings("ReferenceEquality")
  static boolean hasFormat(Object message) {
    String name = message.getClass().getName();
    if (name == last) {
      return true;
    }
    boolean has = WITH_FORMAT.contains(name);
    if (has) {
      last = name;
    }
    return has;
  }
}
