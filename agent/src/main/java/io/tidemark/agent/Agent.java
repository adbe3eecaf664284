package io.tidemark.agent;

import io.tidemark.segment.AgentState;
import java.lang.instrument.Instrumentation;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The agent's beginning inside its own loader. It puts the bridge in its place before anything is
 * loaded that mentions it: this class must not.
 */
public final class Agent {
  private Agent() {}

  /**
   * Called by {@link Premain}, by reflection, since the two are of different loaders.
   *
   * @return what to tell {@code attach} or {@code detach}, false when it has ended; null when it
   *     does nothing in this JVM
   */
  public static @Nullable Predicate<String> start(String arguments, Instrumentation instrumentation)
      throws Exception {
    BridgeHome.define(instrumentation);
    RunningAgent agent = RunningAgent.start(arguments, instrumentation);
    return agent.records() ? agent : null;
  }

  /** The same in a JVM that runs already, which then says how it went. */
  public static @Nullable Predicate<String> attach(
      String arguments, Instrumentation instrumentation) throws Exception {
    try {
      BridgeHome.define(instrumentation);
      RunningAgent agent = RunningAgent.start(arguments, instrumentation);
      StateProperty.publish(agent.state(), instrumentation);
      return agent.records() ? agent : null;
    } catch (Exception | LinkageError e) {
      StateProperty.publish(
          new AgentState(AgentState.Phase.FAILED, Versions.own(), String.valueOf(e.getMessage())),
          instrumentation);
      throw e;
    }
  }
}
