package io.tidemark.collector.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.tidemark.segment.AgentState;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A JVM that listens: the one class that uses the Attach API. */
final class AttachedJvm implements Closeable {
  private static final String NO_LOADING = "-XX:-EnableDynamicAgentLoading";

  private final VirtualMachine jvm;
  private final long pid;

  private AttachedJvm(VirtualMachine jvm, long pid) {
    this.jvm = jvm;
    this.pid = pid;
  }

  /** Asks a JVM to listen, which it must do within some ten seconds. */
  static AttachedJvm open(long pid) throws AttachException {
    try {
      return new AttachedJvm(VirtualMachine.attach(Long.toString(pid)), pid);
    } catch (AttachNotSupportedException | IOException e) {
      throw new AttachException(
          "JVM %d does not answer: %s; try again if it is in a long pause"
              .formatted(pid, e.getMessage()),
          e);
    }
  }

  /** Its Java version, such as {@code 17}; {@code 1.8} for 8. */
  String javaVersion() throws AttachException {
    try {
      return jvm.getSystemProperties().getProperty("java.specification.version", "unknown");
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** What the agent last said of itself. */
  Optional<AgentState> agent() throws AttachException {
    try {
      return Optional.ofNullable(
          AgentState.parse(jvm.getAgentProperties().getProperty(AgentState.PROPERTY)));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Makes it load the agent, and waits until the agent has done what the arguments say. */
  void load(String jar, String arguments) throws AttachException {
    try {
      jvm.loadAgent(jar, arguments);
    } catch (AgentLoadException e) {
      String message = String.valueOf(e.getMessage());
      throw new AttachException(
          message.contains("Dynamic agent loading is not enabled")
              ? "JVM %d was started with %s; restart it without, or with -javaagent"
                  .formatted(pid, NO_LOADING)
              : "JVM %d cannot load %s: %s".formatted(pid, jar, message),
          e);
    } catch (AgentInitializationException e) {
      throw new AttachException(
          "the agent in JVM %d failed (%s); its standard error says why"
              .formatted(pid, e.getMessage()),
          e);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private AttachException lost(IOException e) {
    return new AttachException("JVM " + pid + " broke off: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      jvm.detach();
    } catch (IOException e) {
      // It has gone, or will notice.
    }
  }
}
