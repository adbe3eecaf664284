package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import io.tidemark.agent.child.GcChild;
import io.tidemark.agent.child.QuietChild;
import io.tidemark.segment.CollectorPauses;
import io.tidemark.segment.CollectorPauses.Pause;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pauses of a JVM that does not share its counters, against its own management beans. */
@Execution(ExecutionMode.CONCURRENT)
class GcIT {
  private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);
  private static final String NO_FILE = "-XX:-UsePerfData";
  // Others of it are loaded for the agent's other needs, without waking it.
  private static final String MANAGEMENT = "com.sun.management.internal.GarbageCollectorExtImpl";

  private static final long NS_PER_MS = 1_000_000;

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @CsvSource({
    "RUNNING, -XX:+UseSerialGC, -XX:-UsePerfData",
    "RUNNING, -XX:+UseParallelGC, -XX:-UsePerfData",
    "RUNNING, -XX:+UseG1GC, -XX:+PerfDisableSharedMem",
    "RUNNING, -XX:+UseZGC, -XX:-UsePerfData",
    "RUNNING, -XX:+UseShenandoahGC, -XX:-UsePerfData",
    "JDK_25, -XX:+UseSerialGC, -XX:-UsePerfData",
    "JDK_25, -XX:+UseParallelGC, -XX:-UsePerfData",
    "JDK_25, -XX:+UseG1GC, -XX:+PerfDisableSharedMem",
    "JDK_25, -XX:+UseZGC, -XX:-UsePerfData",
    "JDK_25, -XX:+UseShenandoahGC, -XX:-UsePerfData",
  })
  void tellsWhatTheJvmCounts(Jdk jdk, String collector, String noFile) throws Exception {
    Child.Launch launch =
        Child.Launch.of(jdk, GcChild.class).jvm(collector, noFile, "-Xmx256m", "-Xms256m");
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      awaitPauses(child);
      child.ask("WORK", "WORKED"); // the first that it is told of, one by one
      child.ask("WORK", "WORKED");
      awaitAsCounted(child);
      assertSound(child);
      assertEquals(0, child.segment().processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(0, child.finish());
    }
  }

  // Until no collection is going on, and all that were have been told.
  private static void awaitAsCounted(Child child) throws IOException {
    long deadline = System.nanoTime() + DEADLINE_NS;
    String told = told(child);
    String counted = child.ask("COUNTS", "COUNTS");
    while (!told.equals(counted) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      told = told(child);
      counted = child.ask("COUNTS", "COUNTS");
    }
    assertEquals(counted, told);
  }

  private static String told(Child child) throws IOException {
    return child.segment().pauses().orElseThrow().stream()
        .map(pauses -> pauses.name() + "=" + pauses.pauses() + "/" + pauses.timeNs() / NS_PER_MS)
        .collect(Collectors.joining(", "));
  }

  private static void awaitPauses(Child child) throws IOException {
    long deadline = System.nanoTime() + DEADLINE_NS;
    while (child.segment().pauses().isEmpty()) {
      assertTrue(System.nanoTime() < deadline, "the agent does not report pauses");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  // Single pauses are told to the millisecond: each may be one too long or too short.
  private static void assertSound(Child child) throws IOException {
    long nowMs = System.currentTimeMillis();
    long all = 0;
    for (CollectorPauses pauses : child.segment().pauses().orElseThrow()) {
      all += pauses.told();
      assertTrue(pauses.told() <= pauses.pauses(), pauses.name());
      assertEquals(Math.min(32, pauses.told()), pauses.last().size());
      long sumNs = 0;
      for (Pause pause : pauses.last()) {
        sumNs += pause.durationNs();
        assertTrue(pause.durationNs() <= pauses.longestNs(), pauses.name());
        assertTrue(Math.abs(nowMs - pause.startEpochMs()) < 120_000, "" + pause);
      }
      assertTrue(
          sumNs <= pauses.timeNs() + pauses.last().size() * NS_PER_MS, pauses.name() + " " + sumNs);
    }
    assertTrue(all > 0, "no pause was told by itself");
  }

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void isGoneWhenTheAgentIs(Jdk jdk) throws Exception {
    Child.Launch launch = Child.Launch.of(jdk, GcChild.class).jvm(NO_FILE, "-Xmx256m");
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      awaitPauses(child);
      Path file = child.segmentFiles().get(0);
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(child.pid()));
      try {
        jvm.loadAgent(Child.agentJar().toString(), "detach");
      } finally {
        jvm.detach();
      }
      String last = told(file);
      child.ask("WORK", "WORKED");
      assertEquals(last, told(file));
      assertEquals("0", child.ask("LOADERS", "LOADERS"));
      assertEquals(0, child.finish());
    }
  }

  private static String told(Path file) throws IOException {
    try (SegmentReader reader = SegmentReader.open(file)) {
      return reader.read().pauses().orElseThrow().stream()
          .map(pauses -> pauses.name() + "=" + pauses.pauses())
          .collect(Collectors.joining(", "));
    }
  }

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void wakesNoManagementWhereTheJvmSharesItsCounters(Jdk jdk) throws Exception {
    assertEquals(false, wakesManagement(jdk, "-XX:+UsePerfData", ""));
    assertEquals(false, wakesManagement(jdk, NO_FILE, "instrumentation.gc.enabled=false"));
    // The same look finds it where it is.
    assertEquals(true, wakesManagement(jdk, "-XX:+UsePerfData", "instrumentation.gc.enabled=true"));
  }

  private boolean wakesManagement(Jdk jdk, String option, String settings) throws Exception {
    Path log = work.resolve("classes.log");
    Child.Launch launch =
        Child.Launch.of(jdk, QuietChild.class)
            .jvm(option, "-Xlog:class+load:file=" + log)
            .agent(settings);
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      boolean waits = child.output().contains("thread tidemark-gc");
      assertEquals(settings.endsWith("true"), waits);
      if (waits) {
        awaitPauses(child);
      }
      assertEquals(0, child.finish());
    }
    List<String> lines = Files.readAllLines(log);
    Files.delete(log);
    for (Path segment : new SegmentDirectory(work.resolve("segments")).segments()) {
      Files.delete(segment);
    }
    return lines.stream().anyMatch(line -> line.contains(MANAGEMENT + " source: "));
  }
}
