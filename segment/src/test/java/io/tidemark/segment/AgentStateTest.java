package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tidemark.segment.AgentState.Phase;
import org.junit.jupiter.api.Test;

class AgentStateTest {
  @Test
  void readsWhatItWrites() {
    AgentState state = new AgentState(Phase.RECORDING, "0.1.0", "/dev/shm/a b/1-2.segment");
    assertEquals("RECORDING 0.1.0 /dev/shm/a b/1-2.segment", state.text());
    assertEquals(state, AgentState.parse(state.text()));
    AgentState empty = new AgentState(Phase.DETACHED, "0 1", "");
    assertEquals(new AgentState(Phase.DETACHED, "0_1", ""), AgentState.parse(empty.text()));
  }

  @Test
  void takesNothingElseForAState() {
    assertNull(AgentState.parse(null));
    assertNull(AgentState.parse(""));
    assertNull(AgentState.parse("RECORDING 0.1.0"));
    assertNull(AgentState.parse("SLEEPING 0.1.0 x"));
  }
}
