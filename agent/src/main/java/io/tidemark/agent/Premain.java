package io.tidemark.agent;

import java.lang.instrument.Instrumentation;

/**
 * The agent's entry: what the JVM calls before the service's {@code main}. It checks the JVM's
 * version and starts the agent in a class loader of its own.
 *
 * <p>Compiled for Java 8, so that an older JVM gets as far as saying that it is too old. It fails
 * open: whatever goes wrong, one line says so and the service starts without Tidemark.
 */
public final class Premain {
  static final int MIN_JAVA = 17;

  private static final String AGENT = "io.tidemark.agent.Agent";

  private Premain() {}

  /** Called by the JVM with what follows {@code -javaagent:tidemark-agent.jar=}, or null. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  public static void premain(
      @org.jspecify.annotations.Nullable String arguments, Instrumentation instrumentation) {
    String version = System.getProperty("java.specification.version", "unknown");
    if (!isSupported(version)) {
      System.err.println(
          "tidemark: Java "
              + MIN_JAVA
              + " or later is needed, this is "
              + version
              + "; running without Tidemark");
      return;
    }
    try {
      new AgentClassLoader(AgentClassLoader.ownJar())
          .loadClass(AGENT)
          .getMethod("start", String.class, Instrumentation.class)
          .invoke(null, arguments == null ? "" : arguments, instrumentation);
    } catch (Throwable e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      System.err.println("tidemark: running without Tidemark: " + cause);
    }
  }

  /** Whether a JVM with this {@code java.specification.version} can run the agent. */
  static boolean isSupported(String version) {
    try {
      return Integer.parseInt(version) >= MIN_JAVA;
    } catch (NumberFormatException e) {
      return false; // "1.8", or something that is no Java we know
    }
  }
}
