package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.agent.child.QuietChild;
import io.tidemark.agent.child.UsageChild;
import io.tidemark.segment.Column;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That bytes allocated and CPU time are charged to whoever used them, by what he knows himself. */
class UsageIT {
  private static final String METHODS =
      "methods=com.acme.Fanout#act(client=0)|com.acme.Work#as(client=0)";

  // What starting tasks and linking lambdas allocates besides is less than this.
  private static final long UNIT_BYTES = 8 << 20;

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void chargesBytesAndCpuToWhoeverUsedThem(Jdk jdk) throws Exception {
    Path used = work.resolve("used");
    Child.Launch launch = Child.Launch.of(jdk, UsageChild.class, used.toString()).agent(METHODS);
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      SegmentSnapshot segment = child.segment();
      Map<String, LedgerRow> rows = new HashMap<>();
      for (LedgerRow row : segment.rows()) {
        rows.put(row.client(), row);
      }
      Map<String, Long> expected = new TreeMap<>();
      Map<String, Long> charged = new TreeMap<>();
      for (String line : Files.readAllLines(used)) {
        List<String> fields = List.of(line.split(" ", -1));
        LedgerRow row = Objects.requireNonNull(rows.get(fields.get(0)), line);
        expected.put(fields.get(0), Long.parseLong(fields.get(1)) / UNIT_BYTES);
        charged.put(fields.get(0), row.count(Column.ALLOCATED_BYTES) / UNIT_BYTES);
        assertCpu(line, Long.parseLong(fields.get(2)), row.count(Column.CPU_NS));
      }
      assertEquals(expected, charged);
      assertEquals(0, segment.processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(0, child.finish());
    }
  }

  // Sampled, and by two readings of one clock: what a thread does for nobody stays out of it.
  private static void assertCpu(String used, long burntNs, long chargedNs) {
    long slackNs = 25_000_000;
    assertTrue(
        chargedNs >= burntNs * 0.7 - slackNs && chargedNs <= burntNs * 1.3 + slackNs,
        () -> used + ": " + chargedNs + " ns of CPU were charged");
  }

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void runsWithoutTheModuleThatCountsThem(Jdk jdk) throws Exception {
    Child.Launch launch =
        Child.Launch.of(jdk, QuietChild.class)
            .jvm("--limit-modules", "java.base,java.instrument")
            .agent(METHODS);
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      assertEquals(0, child.segment().processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(
          "tidemark VERSION: recording " + QuietChild.class.getName() + " to FILE\n",
          child.errors());
      assertEquals(0, child.finish());
    }
  }
}
