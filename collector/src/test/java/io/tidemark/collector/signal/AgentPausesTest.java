package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.jvm.FixtureHost;
import io.tidemark.collector.jvm.JvmDiscovery;
import io.tidemark.collector.jvm.TickingClock;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Metric;
import io.tidemark.segment.PauseWriter;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pauses that the agent tells, where there is no hsperfdata file, and where there is one. */
class AgentPausesTest {
  private static final long START = 1795257375715L;
  private static final long MS = 1_000_000;
  private static final Set<Metric> METRICS =
      EnumSet.of(
          Metric.GC_DURATION,
          Metric.PAUSE_MAX,
          Metric.PAUSE_AGE,
          Metric.STOPPED,
          Metric.SAFEPOINTS,
          Metric.JVM_UNREADABLE);

  @TempDir Path root;
  private FixtureHost host;
  private JvmDiscovery discovery;
  private LedgerSignal ledger;
  private JvmSignal jvms;
  private final AtomicLong nowNs = new AtomicLong(17);

  @BeforeEach
  void makeHost() throws IOException {
    host = new FixtureHost(root);
    TickingClock clock = new TickingClock(START + 3_600_000);
    discovery =
        new JvmDiscovery(
            host.segments(), Duration.ofHours(1), host.proc(), host.tmp(), "node-7", clock);
    jvms = new JvmSignal(discovery);
    ledger = new LedgerSignal(discovery::jvms, clock, nowNs::get);
  }

  private String sample() throws IOException {
    nowNs.addAndGet(2000 * MS);
    List<Sample> samples = new ArrayList<>();
    jvms.sample(samples::add);
    ledger.sample(samples::add);
    samples.removeIf(sample -> !METRICS.contains(sample.metric()));
    return SampleText.of(samples);
  }

  @Test
  void aJvmWithoutTheFileHasTheAgentsPauses() throws IOException {
    try (SegmentWriter segment = host.attach(7, "dataplane", START)) {
      assertEquals("JVM_UNREADABLE dataplane node-7-1 [hsperf_missing] 1\n", sample());
      segment.reportPauses();
      PauseWriter young = Objects.requireNonNull(segment.pauses("G1 Young Generation"));
      young.count(3, 2 * MS);
      young.pause(START, 500 * MS);
      young.total(506 * MS);
      assertEquals(
          """
          JVM_UNREADABLE dataplane node-7-1 [hsperf_missing] 1
          GC_DURATION dataplane node-7-1 [G1 Young Generation] count=4 sum=0.506 46:3 77:1
          """,
          sample());
      young.pause(START + 1000, 256 * MS);
      young.pause(START + 2000, 16 * MS);
      young.total(778 * MS);
      assertEquals(
          """
          JVM_UNREADABLE dataplane node-7-1 [hsperf_missing] 1
          GC_DURATION dataplane node-7-1 [G1 Young Generation] count=6 sum=0.778 46:3 58:1 74:1 77:1
          PAUSE_MAX dataplane node-7-1 [] 0.256
          STOPPED dataplane node-7-1 [] 0.136
          """,
          sample());
      assertEquals(
          """
          JVM_UNREADABLE dataplane node-7-1 [hsperf_missing] 1
          GC_DURATION dataplane node-7-1 [G1 Young Generation] count=6 sum=0.778 46:3 58:1 74:1 77:1
          PAUSE_MAX dataplane node-7-1 [] 0
          STOPPED dataplane node-7-1 [] 0.068
          """,
          sample());
    }
    assertEquals(
        "GC_DURATION dataplane node-7-1 [G1 Young Generation] count=6 sum=0.778 46:3 58:1 74:1 77:1\n",
        sample());
  }

  @Test
  void theLongestOfManyIsKnownThoughOthersFollowed() throws IOException {
    try (SegmentWriter segment = host.attach(7, "dataplane", START)) {
      segment.reportPauses();
      PauseWriter copy = Objects.requireNonNull(segment.pauses("Copy"));
      sample();
      copy.pause(START, 300 * MS);
      for (int i = 0; i < 100; i++) {
        copy.pause(START + 300 + i, MS);
      }
      assertEquals("PAUSE_MAX dataplane node-7-1 [] 0.3", sample().lines().toList().get(2));
      for (int i = 0; i < 100; i++) {
        copy.pause(START + 400 + i, MS);
      }
      assertEquals("PAUSE_MAX dataplane node-7-1 [] 0.001", sample().lines().toList().get(2));
    }
  }

  @Test
  void hsperfdataKnowsMore() throws IOException {
    host.startJvm(101, "jdk17-G1");
    try (SegmentWriter segment = host.attach(101, "dataplane", START)) {
      segment.reportPauses();
      Objects.requireNonNull(segment.pauses("G1 Young Generation")).pause(START, MS);
      assertEquals("\n", sample());
    }
  }
}
