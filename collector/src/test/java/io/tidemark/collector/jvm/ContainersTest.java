package io.tidemark.collector.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.discovery.FixtureProcesses;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs in other mount and pid namespaces, on a host of files. */
final class ContainersTest {
  private static final long G1_START = 1795257375715L;
  private static final String JAVA = "/usr/bin/java";
  private static final Duration KEEP_DEAD = Duration.ofMinutes(10);

  @TempDir Path root;
  private final TickingClock clock = new TickingClock(G1_START + 3_600_000);
  private FixtureHost host;
  private FixtureProcesses processes;
  private JvmDiscovery discovery;

  @BeforeEach
  void makeHost() throws IOException {
    host = new FixtureHost(root);
    processes = new FixtureProcesses(host.proc());
    discovery =
        new JvmDiscovery(host.segments(), KEEP_DEAD, host.proc(), host.tmp(), "node-7", clock);
  }

  @AfterEach
  void close() throws IOException {
    discovery.close();
  }

  @Test
  void readsAJvmThroughItsOwnRoot() throws IOException {
    Path container = container(500, 1);
    perf(container, 1, "jdk17-G1");
    try (SegmentWriter agent = agent(container.resolve("shm"), 1, "feeds", G1_START)) {
      processes.map(500, List.of("/tmp/hsperfdata_app/1", "/shm/" + name(agent)));
      assertEquals(List.of("feeds node-7-1 pid 500 segment hsperfdata []"), look());
    }
  }

  @Test
  void keepsTheLastOfAContainersJvmAndRemovesNothingOfIt() throws IOException {
    Path container = container(500, 1);
    SegmentWriter agent = agent(container.resolve("shm"), 1, "feeds", G1_START);
    processes.map(500, List.of("/shm/" + name(agent)));
    assertEquals(List.of("feeds node-7-1 pid 500 segment [hsperf_missing]"), look());
    agent.close();
    processes.end(500);
    assertEquals(List.of("feeds node-7-1 dead segment []"), look());
    clock.advance(KEEP_DEAD.minusMillis(1));
    assertEquals(List.of("feeds node-7-1 dead segment []"), look());
    clock.advance(Duration.ofMillis(1));
    assertEquals(List.of(), look());
    assertEquals(true, Files.exists(agent.path()));
  }

  @Test
  void takesAZombieForDead() throws IOException {
    host.startJvm(500, "jdk17-G1");
    processes.start(500, JAVA, 10);
    processes.map(500, List.of(host.perfFile(500).toString()));
    SegmentWriter agent = agent(host.segments().path(), 500, "feeds", G1_START);
    assertEquals(List.of("feeds node-7-1 pid 500 segment hsperfdata []"), look());
    agent.close();
    processes.leaveZombie(500);
    assertEquals(List.of("feeds node-7-1 dead segment []"), look());
  }

  @Test
  void takesAFileThatIsSeenInTwoWaysForOne() throws IOException {
    Path container = container(500, 1);
    try (SegmentWriter agent = agent(host.segments().path(), 1, "feeds", G1_START)) {
      Files.createDirectories(container.resolve("shm"));
      Files.createLink(container.resolve("shm").resolve(name(agent)), agent.path());
      processes.map(500, List.of("/shm/" + name(agent)));
      assertEquals(List.of("feeds node-7-1 pid 500 segment [hsperf_missing]"), look());
      assertEquals(agent.path(), discovery.jvms().get(0).segment().orElseThrow().file());
    }
  }

  // A sidecar: the JVM's process is in another pid namespace, /tmp and /dev/shm are shared.
  @Test
  void pairsTheFilesOfAJvmWhoseProcessItDoesNotSee() throws IOException {
    Files.write(host.perfFile(7), FixtureHost.recording("jdk17-G1"));
    SegmentWriter agent = agent(host.segments().path(), 7, "feeds", G1_START + 900);
    assertEquals(List.of("feeds node-7-1 unseen segment hsperfdata []"), look());
    processes.start(7, "/bin/other", 1); // of the collector's own namespace
    assertEquals(List.of("feeds node-7-1 unseen segment hsperfdata []"), look());
    agent.close();
    assertEquals(List.of("feeds node-7-1 dead segment []"), look());
  }

  @Test
  void leavesAnotherJvmsFileAlone() throws IOException {
    Files.write(host.perfFile(7), FixtureHost.recording("jdk17-G1"));
    try (SegmentWriter later = agent(host.segments().path(), 7, "feeds", G1_START + 6_000)) {
      assertEquals(List.of("feeds node-7-1 unseen segment [hsperf_missing]"), look());
      assertEquals(later.path(), discovery.jvms().get(0).segment().orElseThrow().file());
    }
  }

  @Test
  void saysWhyAJvmShowsNothing() throws IOException {
    Path off = processes.start(600, JAVA, 10);
    Files.writeString(off.resolve("cmdline"), JAVA + "\0-XX:-UsePerfData\0a.Off\0");
    Path missing = processes.start(601, JAVA, 10);
    Files.writeString(missing.resolve("environ"), "OTEL_SERVICE_NAME=named\0");
    assertEquals(
        List.of("Off node-7-1 pid 600 [hsperf_off]", "named node-7-1 pid 601 [hsperf_missing]"),
        look());
  }

  @Test
  void namesAJvmAfterItsEnvironment() throws IOException {
    Path container = container(500, 1);
    perf(container, 1, "jdk17-G1");
    processes.map(500, List.of("/tmp/hsperfdata_app/1"));
    Files.writeString(
        host.proc().resolve("500/environ"), "OTEL_RESOURCE_ATTRIBUTES=service.name=feed%73\0");
    assertEquals(List.of("feeds node-7-1 pid 500 hsperfdata []"), look());
  }

  private Path container(long pid, long innerPid) throws IOException {
    Path container = root.resolve("container-" + pid);
    processes.start(pid, JAVA, 10);
    processes.contain(pid, innerPid, container);
    return container;
  }

  private static void perf(Path container, long pid, String recording) throws IOException {
    Path file = container.resolve("tmp/hsperfdata_app").resolve(Long.toString(pid));
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, FixtureHost.recording(recording));
  }

  private static SegmentWriter agent(Path directory, long pid, String service, long startEpochMs)
      throws IOException {
    Files.createDirectories(directory);
    return SegmentWriter.create(
        new SegmentDirectory(directory),
        new SegmentLayout(8, 4, 16, 1),
        new SegmentIdentity(service, "0.1.0", "17.0.15", pid, startEpochMs));
  }

  private static String name(SegmentWriter writer) {
    return String.valueOf(writer.path().getFileName());
  }

  private List<String> look() throws IOException {
    discovery.look();
    return discovery.jvms().stream().map(ContainersTest::text).toList();
  }

  private static String text(Jvm jvm) {
    boolean living = jvm.segment().map(SegmentView::living).orElse(true);
    String process = jvm.pid().isPresent() ? "pid " + jvm.pid().getAsLong() : "unseen";
    return jvm.source().service()
        + " "
        + jvm.source().instance()
        + (living ? " " + process : " dead")
        + (jvm.segment().isPresent() ? " segment" : "")
        + (jvm.perf().isPresent() ? " hsperfdata" : "")
        + " "
        + jvm.unreadable();
  }
}
