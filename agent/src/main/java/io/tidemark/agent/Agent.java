package io.tidemark.agent;

import java.lang.instrument.Instrumentation;

/**
 * The agent's beginning inside its own loader. It puts the bridge in its place before anything is
 * loaded that mentions it: this class must not.
 */
public final class Agent {
  private Agent() {}

  /** Called by {@link Premain}, by reflection, since the two are of different loaders. */
  public static void start(String arguments, Instrumentation instrumentation) throws Exception {
    BridgeHome.define(instrumentation);
    Recording.start(arguments, instrumentation);
  }
}
