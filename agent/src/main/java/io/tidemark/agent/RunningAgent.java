package io.tidemark.agent;

import io.tidemark.agent.config.AgentConfig;
import io.tidemark.agent.config.ConfigInput;
import io.tidemark.agent.config.ConfigParser;
import io.tidemark.segment.AgentState;
import io.tidemark.segment.AgentState.Phase;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An agent that was started, and what became of it. It takes the commands of {@link Premain}, which
 * calls it from one thread at a time.
 */
final class RunningAgent implements Predicate<String> {
  private final Instrumentation instrumentation;
  private final Consumer<String> console = new StandardError(Versions.own());
  private AgentState state = new AgentState(Phase.DISABLED, Versions.own(), "enabled=false");
  private @Nullable Recording recording;

  private RunningAgent(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  static RunningAgent start(String arguments, Instrumentation instrumentation) {
    ConfigInput input =
        new ConfigInput(
            arguments,
            System.getenv(),
            new SmallFiles(),
            System.getProperty("sun.java.command", ""));
    RunningAgent agent = new RunningAgent(instrumentation);
    agent.start(ConfigParser.parse(input));
    return agent;
  }

  private void start(AgentConfig config) {
    for (String warning : config.warnings()) {
      console.accept(warning);
    }
    if (!config.enabled()) {
      return;
    }
    try {
      Recording started = Recording.start(config, instrumentation, console);
      recording = started;
      become(Phase.RECORDING, started.segment().toString());
    } catch (IOException e) {
      console.accept("running without recording: " + e.getMessage());
      become(Phase.FAILED, String.valueOf(e.getMessage()));
    }
  }

  boolean records() {
    return recording != null;
  }

  AgentState state() {
    return state;
  }

  /** {@code detach} ends it; whatever else it is told, it says how it is. */
  @Override
  public boolean test(String command) {
    Recording ending = recording;
    if (command.equals("detach") && ending != null) {
      recording = null;
      int left = ending.stop();
      become(Phase.DETACHED, ending.segment().toString());
      console.accept(
          "detached"
              + (left == 0 ? "" : "; " + left + " classes could not be changed back, which is idle")
              + ", recording ended: "
              + ending.segment());
    }
    StateProperty.publish(state, instrumentation);
    return records();
  }

  private void become(Phase phase, String detail) {
    state = new AgentState(phase, Versions.own(), detail);
  }
}
