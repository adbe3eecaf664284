package io.tidemark.agent.log;

import java.util.List;

/**
 * Where an event was logged.
 *
 * @param text class without its package, method and line
 * @param classes those on the way there, innermost first; a few
 */
record CallSite(String text, List<Class<?>> classes) {
  CallSite {
    classes = List.copyOf(classes);
  }

  static CallSite of(StackWalker.StackFrame frame, List<Class<?>> classes) {
    String type = frame.getClassName();
    String at = type.substring(type.lastIndexOf('.') + 1) + '.' + frame.getMethodName();
    int line = frame.getLineNumber();
    return new CallSite(line > 0 ? at + ':' + line : at, classes);
  }
}
