package io.tidemark.agent;

import io.tidemark.segment.AgentState;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Says to whoever attached what became of it: in the properties that the JVM keeps for its agents
 * and hands out by the same way that the agent came in. The service does not see them.
 */
final class StateProperty {
  private static final String OWNER = "jdk.internal.vm.VMSupport";

  private StateProperty() {}

  static void publish(AgentState state, Instrumentation instrumentation) {
    try {
      Class<?> owner = Class.forName(OWNER, true, null);
      instrumentation.redefineModule(
          owner.getModule(),
          Set.of(),
          Map.of(owner.getPackageName(), Set.of(StateProperty.class.getModule())),
          Map.of(),
          Set.of(),
          Map.of());
      Properties properties = (Properties) owner.getMethod("getAgentProperties").invoke(null);
      properties.setProperty(AgentState.PROPERTY, state.text());
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another make of JVM: who attached has to look at the segment.
    }
  }
}
