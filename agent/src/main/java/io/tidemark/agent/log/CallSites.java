package io.tidemark.agent.log;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the running thread logs: the innermost frame that is neither the JDK's nor of a
 * logging framework. Thread-safe; costs some microseconds.
 */
final class CallSites implements Function<Stream<StackFrame>, @Nullable CallSite> {
  private static final int MAX_FRAMES = 128;
  private static final int MAX_CLASSES = 4;

  private static final String[] FRAMEWORKS = {
    "org.slf4j.",
    "ch.qos.logback.",
    "org.apache.logging.",
    "org.apache.log4j.",
    "org.apache.commons.logging.",
    "org.apache.juli.",
    "org.jboss.logging.",
    "org.jboss.logmanager.",
    "com.google.common.flogger.",
    "io.netty.util.internal.logging.",
    "io.github.oshai.kotlinlogging.",
    "mu.",
    "com.typesafe.scalalogging.",
  };

  // A field, since an agent needs it long after the stack that it was made on.
  private final StackWalker walker =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final @Nullable ClassLoader agent;

  /** Finds frames but those of the classes of one loader. */
  CallSites(@Nullable ClassLoader agent) {
    this.agent = agent;
  }

  /** Where this thread logs; null when nothing on its stack is the service's. */
  @Nullable CallSite find() {
    return walker.walk(this);
  }

  @Override
  public @Nullable CallSite apply(Stream<StackFrame> frames) {
    StackFrame site = null;
    List<Class<?>> classes = new ArrayList<>(MAX_CLASSES);
    Iterator<StackFrame> all = frames.iterator();
    for (int i = 0; i < MAX_FRAMES && classes.size() < MAX_CLASSES && all.hasNext(); i++) {
      StackFrame frame = all.next();
      if (isOfService(frame.getDeclaringClass())) {
        site = site == null ? frame : site;
        if (!classes.contains(frame.getDeclaringClass())) {
          classes.add(frame.getDeclaringClass());
        }
      }
    }
    return site == null ? null : CallSite.of(site, classes);
  }

  @SuppressWarnings("ReferenceEquality") // loaders have no other
  private boolean isOfService(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null && loader != agent && !isOfFramework(type.getName());
  }

  private static boolean isOfFramework(String className) {
    for (String framework : FRAMEWORKS) {
      if (className.startsWith(framework)) {
        return true;
      }
    }
    return false;
  }
}
