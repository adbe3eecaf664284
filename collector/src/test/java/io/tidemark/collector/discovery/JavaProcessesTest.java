package io.tidemark.collector.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.kernel.KernelFiles;
import io.tidemark.collector.kernel.ProcessStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaProcessesTest {
  private static final String JAVA = "/usr/lib/jvm/jdk-17/bin/java";
  private static final long NOW_MS = 1_800_000_000_000L;

  @TempDir Path root;
  private Path proc;
  private FixtureProcesses host;
  private ProcessStats stats;
  private JavaProcesses processes;
  private long nowNs;

  @BeforeEach
  void makeHost() throws IOException {
    proc = root.resolve("proc");
    host = new FixtureProcesses(proc);
    stats = new ProcessStats(proc, KernelFiles.of(proc));
    processes =
        new JavaProcesses(
            proc, Path.of("/tmp"), Path.of("/dev/shm/tidemark"), stats, () -> NOW_MS, () -> nowNs);
  }

  private List<JavaProcess> look(Set<Long> certain) {
    stats.nextLook();
    return processes.look(certain);
  }

  @AfterEach
  void close() {
    processes.close();
  }

  @Test
  void describesAJvm() throws IOException {
    Path folder = host.start(4711, JAVA, 95_000);
    host.contain(4711, 7, root.resolve("container"));
    Files.writeString(folder.resolve("cmdline"), JAVA + "\0-cp\0/app\0a.b.Feeds\0--port\0" + "1\0");
    Files.writeString(folder.resolve("environ"), "PATH=/bin\0OTEL_SERVICE_NAME=feed\tgen\0");
    String container = "0123456789abcdef".repeat(4);
    Files.writeString(folder.resolve("cgroup"), "0::/docker-" + container + ".scope\n");
    FixtureProcesses.write(root.resolve("container/tmp/hsperfdata_app/7"), "statistics");
    FixtureProcesses.write(root.resolve("container/shm/7-ab.segment"), "counters");
    host.map(4711, List.of("/tmp/hsperfdata_app/7", "/shm/7-ab.segment"));

    JavaProcess jvm = look(Set.of()).get(0);
    assertEquals(
        new JavaProcess(
            4711,
            95_000,
            NOW_MS - 50_000,
            7,
            false,
            Optional.of("feed_gen"),
            Optional.of("Feeds"),
            Optional.of(container),
            false,
            jvm.perf(),
            Set.of("7-ab.segment"),
            jvm.segments()),
        jvm);
    assertEquals("statistics", Files.readString(jvm.perf().orElseThrow().path()));
    assertEquals("counters", Files.readString(jvm.segments().get(0).path()));
  }

  @Test
  void seesAProcessThatBecomesAJvmLater() throws IOException {
    host.start(10, "/bin/sh", 1);
    assertEquals(List.of(), look());
    host.start(10, JAVA, 1); // exec keeps the id and the time of start
    assertEquals(List.of(), look()); // not yet due
    nowNs += TimeUnit.SECONDS.toNanos(1);
    assertEquals(List.of(10L), look());
  }

  @Test
  void findsAJvmThatIsALibraryOfAnotherProgram() throws IOException {
    host.start(10, "/opt/app/launcher", 1);
    host.map(10, List.of("/opt/app/lib/server/libjvm.so"));
    for (int second = 0; second < 7; second++) {
      assertEquals(List.of(), look());
      nowNs += TimeUnit.SECONDS.toNanos(1);
    }
    assertEquals(List.of(10L), look());
  }

  @Test
  void tellsAProcessFromItsSuccessorOfTheSameId() throws IOException {
    host.start(10, JAVA, 1);
    assertEquals(1, look(Set.of()).get(0).startTicks());
    host.end(10);
    host.start(10, JAVA, 2);
    look();
    assertEquals(2, look(Set.of()).get(0).startTicks());
    host.end(10);
    assertEquals(List.of(), look());
  }

  @Test
  void keepsHoldOfItsFilesAndSeesAnAgentThatComesLater() throws IOException {
    host.start(10, JAVA, 1);
    host.contain(10, 1, root.resolve("container"));
    FixtureProcesses.write(root.resolve("container/tmp/hsperfdata_app/1"), "statistics");
    FixtureProcesses.write(root.resolve("container/shm/1-ab.segment"), "counters");
    host.map(10, List.of("/tmp/hsperfdata_app/1"));
    HeldFile perf = look(Set.of()).get(0).perf().orElseThrow();
    host.map(10, List.of("/tmp/hsperfdata_app/1", "/shm/1-ab.segment"));
    nowNs += TimeUnit.SECONDS.toNanos(30);
    JavaProcess later = look(Set.of()).get(0);
    assertEquals(Optional.of(perf), later.perf());
    assertEquals(Set.of("1-ab.segment"), later.segmentNames());
    host.end(10);
    look();
    assertTrue(Files.notExists(perf.path()), "still held: " + perf.path());
  }

  @Test
  void holdsNothingThatTheCollectorSeesItself() throws IOException {
    host.start(10, JAVA, 1);
    host.map(10, List.of("/tmp/hsperfdata_app/10", "/dev/shm/tidemark/10-ab.segment"));
    JavaProcess jvm = look(Set.of()).get(0);
    assertEquals(Optional.empty(), jvm.perf());
    assertEquals(List.of(), jvm.segments());
    assertEquals(Set.of("10-ab.segment"), jvm.segmentNames());
  }

  @Test
  void asksAHostWithManyProcessesForAFewOfThemAtATime() throws IOException {
    look(); // the first look, which asks all
    for (int pid = 1; pid <= 1_000; pid++) {
      Path folder = proc.resolve(Integer.toString(pid));
      Files.createDirectories(folder);
      Files.createSymbolicLink(folder.resolve("exe"), Path.of(JAVA));
    }
    assertEquals(128, look().size());
    assertEquals(256, look().size());
    assertEquals(256, look().size()); // the most that are followed
  }

  private List<Long> look() {
    return look(Set.of()).stream().map(JavaProcess::pid).toList();
  }
}
