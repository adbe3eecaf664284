package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.agent.child.RulesChild;
import io.tidemark.segment.Column;
import io.tidemark.segment.ProcessCounter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That a service sees the same of its executors, threads and exceptions with the agent. */
class RulesIT {
  private static final String METHODS = "methods=com.acme.Fanout#act(client=0)";

  @TempDir(factory = SharedMemory.class)
  Path without;

  @TempDir(factory = SharedMemory.class)
  Path with;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void changesNothingThatAServiceCanSee(Jdk jdk) throws Exception {
    Child.Launch launch = Child.Launch.of(jdk, RulesChild.class);
    String expected;
    try (Child child = Child.start(launch.agent("enabled=false"), without)) {
      child.awaitReady();
      expected = child.output();
    }
    assertTrue(expected.contains("identity [true, true, 3]"), expected);
    try (Child child = Child.start(launch.agent(METHODS), with)) {
      child.awaitReady();
      assertEquals(expected, child.output());
      assertTrue(
          child.segment().rows().stream().anyMatch(row -> row.count(Column.TASKS_PLATFORM) > 0),
          "the agent saw none of it");
      assertEquals(0, child.segment().processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(0, child.finish());
    }
  }
}
