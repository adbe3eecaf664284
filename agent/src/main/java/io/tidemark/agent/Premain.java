package io.tidemark.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The agent's entry: what the JVM calls before the service's {@code main}, or when somebody asks a
 * running JVM to load the agent. It checks the JVM's version and starts the agent in a class loader
 * of its own; of which there is one at a time, and none after it was told to detach.
 *
 * <p>Whatever jar it is asked to load, a JVM that has this class keeps to it, so that this one
 * knows of all that go before and after. Compiled for Java 8, so that an older JVM gets as far as
 * saying that it is too old. It fails open: whatever goes wrong, one line says so and the service
 * runs without Tidemark.
 */
public final class Premain {
  static final int MIN_JAVA = 17;

  private static final String AGENT = "io.tidemark.agent.Agent";
  private static final String ATTACH = "attach";
  private static final String DETACH = "detach";
  private static final String JAR = "agent.jar=";

  // Each is one more of the JVM's, so that the first serves all agents. Guarded by the class.
  private static @Nullable Instrumentation first;
  // Takes commands; false when it has ended. Guarded by the class.
  private static @Nullable Predicate<String> running;

  private Premain() {}

  /** Called by the JVM with what follows {@code -javaagent:tidemark-agent.jar=}, or null. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    start("start", arguments == null ? "" : arguments, instrumentation);
  }

  /**
   * Called by the JVM when it is asked to load the agent.
   *
   * @param arguments {@code detach}; else as for {@link #premain}, perhaps after a line {@code
   *     agent.jar=} that says which jar to take the agent from
   */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    if (DETACH.equals(arguments)) {
      tell(DETACH);
    } else {
      start(ATTACH, arguments == null ? "" : arguments, instrumentation);
    }
  }

  private static synchronized void start(
      String method, String arguments, Instrumentation instrumentation) {
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
    if (running != null) {
      tell(ATTACH);
      return;
    }
    if (first == null) {
      first = instrumentation;
    }
    try {
      running = newAgent(method, arguments, first);
    } catch (Throwable e) {
      failed(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Predicate<String> newAgent(
      String method, String arguments, Instrumentation instrumentation) throws Exception {
    File jar = AgentClassLoader.ownJar();
    String settings = arguments;
    if (settings.startsWith(JAR)) {
      int end = settings.indexOf('\n');
      jar = new File(settings.substring(JAR.length(), end < 0 ? settings.length() : end));
      settings = end < 0 ? "" : settings.substring(end + 1);
    }
    return (Predicate<String>)
        new AgentClassLoader(jar)
            .loadClass(AGENT)
            .getMethod(method, String.class, Instrumentation.class)
            .invoke(null, settings, instrumentation);
  }

  private static synchronized void tell(String command) {
    if (running == null) {
      return;
    }
    try {
      if (!running.test(command)) {
        running = null;
      }
    } catch (Throwable e) {
      failed(e);
    }
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private static void failed(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    System.err.println("tidemark: running without Tidemark: " + cause);
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
