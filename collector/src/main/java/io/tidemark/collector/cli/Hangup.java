package io.tidemark.collector.cli;

import java.lang.reflect.Proxy;

/**
 * SIGHUP, which by the JVM's default ends it.
 *
 * <p>By {@code sun.misc.Signal} of {@code jdk.unsupported}: the JDK has no other way, and a handler
 * of our own by {@code sigaction} would run Java in a signal handler. By reflection, because javac
 * warns of the class whatever is suppressed, and because a JDK without it is no failure: changed
 * files are noticed all the same.
 */
final class Hangup {
  private Hangup() {}

  /**
   * Runs something at each SIGHUP, on a thread that the JDK makes for it.
   *
   * @return false where that is not possible: without the class, with {@code -Xrs}, on Windows
   */
  static boolean handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Hangup.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }
}
