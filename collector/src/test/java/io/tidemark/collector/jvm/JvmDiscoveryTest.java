package io.tidemark.collector.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidemark.collector.sample.Source;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JvmDiscoveryTest {
  private static final long G1_START = 1795257375715L;
  private static final Duration KEEP_DEAD = Duration.ofMinutes(10);

  @TempDir Path root;
  private final TickingClock clock = new TickingClock(G1_START + 3_600_000);
  private FixtureHost host;
  private JvmDiscovery discovery;

  @BeforeEach
  void makeHost() throws IOException {
    host = new FixtureHost(root);
    discovery =
        new JvmDiscovery(host.segments(), KEEP_DEAD, host.proc(), host.tmp(), "node-7", clock);
  }

  @AfterEach
  void close() throws IOException {
    discovery.close();
  }

  @Test
  void describesAnAttachedJvm() throws IOException {
    host.startJvm(101, "jdk17-G1");
    try (SegmentWriter attached = host.attach(101, "dataplane", G1_START)) {
      Jvm jvm = only();
      assertEquals(
          new Source(
              "dataplane",
              "node-7-1",
              G1_START,
              Map.of(
                  "host.name", "node-7",
                  "process.pid", "101",
                  "process.runtime.version", "17.0.15",
                  "tidemark.version", "0.1.0"),
              false),
          jvm.source());
      assertEquals(OptionalLong.of(101), jvm.pid());
      assertEquals(host.perfFile(101), jvm.perf().orElseThrow().file());
      assertEquals(attached.path(), jvm.segment().orElseThrow().file());
      assertEquals(List.of(), jvm.unreadable());
    }
  }

  @Test
  void namesOthersByTheirMainClass() throws IOException {
    host.startJvm(101, "jdk17-G1");
    host.startJvm(102, "jdk25-Z");
    assertEquals(List.of("Churn node-7-1 101", "Churn node-7-2 102"), look());
  }

  @Test
  void waitsForTheAgentOfAJvmThatStarts() throws IOException {
    TickingClock justNow = new TickingClock(G1_START + 1_000);
    try (JvmDiscovery early =
        new JvmDiscovery(host.segments(), KEEP_DEAD, host.proc(), host.tmp(), "node-7", justNow)) {
      host.startJvm(101, "jdk17-G1");
      early.look();
      assertEquals(List.of(), early.jvms());
      justNow.advance(Duration.ofSeconds(1));
      early.look();
      assertEquals(1, early.jvms().size());
    }
  }

  @Test
  void passesOverTheFileOfAKilledJvm() throws IOException {
    host.startJvm(101, "jdk17-G1");
    host.kill(101);
    assertEquals(List.of(), look());
    host.startProcess(101, Path.of("/usr/bin/other")); // the id is used again, by no JVM
    assertEquals(List.of(), look());
  }

  @Test
  void seesAnotherFileUnderTheSameName() throws IOException {
    host.startJvm(101, "jdk17-G1");
    assertEquals("17.0.15", only().perf().orElseThrow().data().orElseThrow().javaVersion());
    Files.delete(host.perfFile(101)); // what was open stays as it was
    host.startJvm(101, "jdk25-Z");
    assertEquals(FixtureHost.startEpochMs("jdk25-Z"), only().perf().orElseThrow().startEpochMs());
  }

  @Test
  void givesARestartedJvmTheInstanceOfItsPredecessor() throws IOException {
    host.startJvm(101, "jdk17-G1");
    host.attach(101, "dataplane", G1_START).close();
    host.kill(101);
    assertEquals(List.of("dataplane node-7-1 -"), look());
    try (SegmentWriter successor = host.attach(103, "dataplane", G1_START + 60_000)) {
      host.startProcess(103, successor.path());
      assertEquals(List.of("dataplane node-7-1 103"), look());
      assertEquals(successor.path(), only().segment().orElseThrow().file());
    }
  }

  @Test
  void keepsInstancesOfTheLivingApart() throws IOException {
    SegmentWriter first = host.attach(1, "dataplane", 1);
    try (SegmentWriter second = host.attach(1, "dataplane", 2)) {
      // two containers, each with a process 1, which is not this host's process 1
      host.startProcess(1, Path.of("/sbin/init"));
      assertEquals(List.of("dataplane node-7-1 -", "dataplane node-7-2 -"), look());
      first.close();
      assertEquals(List.of("dataplane node-7-1 -", "dataplane node-7-2 -"), look());
      try (SegmentWriter third = host.attach(1, "dataplane", 3)) {
        assertEquals(List.of("dataplane node-7-1 -", "dataplane node-7-2 -"), look());
        assertEquals(third.path(), discovery.jvms().get(0).segment().orElseThrow().file());
        assertEquals(second.path(), discovery.jvms().get(1).segment().orElseThrow().file());
      }
    }
  }

  @Test
  void pairsAFileWithTheSegmentThatStartedWithIt() throws IOException {
    host.startJvm(1, "jdk17-G1");
    try (SegmentWriter other = host.attach(1, "other", 5);
        SegmentWriter own = host.attach(1, "own", G1_START + 3)) {
      assertEquals(List.of("other node-7-1 -", "own node-7-1 1"), look());
      assertEquals(own.path(), discovery.jvms().get(1).segment().orElseThrow().file());
      assertEquals(other.path(), discovery.jvms().get(0).segment().orElseThrow().file());
    }
  }

  @Test
  void keepsTheNameOfAJvmThatIsShuttingDown() throws IOException {
    host.startJvm(101, "jdk17-G1");
    host.attach(101, "dataplane", G1_START).close();
    assertEquals(List.of("dataplane node-7-1 101"), look());
  }

  @Test
  void removesTheSegmentsOfTheDeadAfterAWhile() throws IOException {
    try (SegmentWriter living = host.attach(101, "dataplane", 1)) {
      SegmentWriter dead = host.attach(102, "dataplane", 2);
      look();
      dead.close();
      look();
      clock.advance(KEEP_DEAD.minusMillis(1));
      look();
      assertEquals(List.of(living.path(), dead.path()), host.segments().segments());
      clock.advance(Duration.ofMillis(1));
      assertEquals(List.of("dataplane node-7-1 -"), look());
      assertEquals(List.of(living.path()), host.segments().segments());
    }
  }

  @Test
  void saysWhatCannotBeRead() throws IOException {
    host.startJvm(101, "jdk17-G1");
    Files.writeString(host.perfFile(101), "no hsperfdata file, but long enough to be one");
    Path broken = host.segments().path().resolve("1-broken.segment");
    Files.write(broken, new byte[100]);
    try (SegmentWriter sound = host.attach(103, "dataplane", 1)) {
      host.startProcess(103, sound.path());
      discovery.look();
      assertEquals(
          List.of(
              "dataplane node-7-1 [hsperf_missing]",
              "unknown_service:java node-7-1 [truncated]",
              "unknown_service:java node-7-2 [hsperf_not_hsperf]"),
          discovery.jvms().stream().map(jvm -> name(jvm) + " " + jvm.unreadable()).toList());
    }
  }

  @Test
  void keepsTheIdentityOfASegmentThatBecameUnreadable() throws IOException {
    try (SegmentWriter writer = host.attach(101, "dataplane", 1)) {
      look();
      Files.write(writer.path(), new byte[8], StandardOpenOption.WRITE);
      assertEquals(List.of("dataplane node-7-1 -"), look());
      assertEquals(List.of("not_ready", "hsperf_missing"), only().unreadable());
    }
  }

  @Test
  void seesUnattachedJvmsWhereTheSegmentsCannotBeListed() throws IOException {
    host.startJvm(101, "jdk17-G1");
    Files.delete(host.segments().path());
    Files.createFile(host.segments().path());
    assertThrows(IOException.class, discovery::look);
    assertEquals(1, discovery.jvms().size());
  }

  private Jvm only() throws IOException {
    discovery.look();
    assertEquals(1, discovery.jvms().size());
    return discovery.jvms().get(0);
  }

  private List<String> look() throws IOException {
    discovery.look();
    return discovery.jvms().stream().map(jvm -> name(jvm) + " " + pid(jvm)).toList();
  }

  private static String name(Jvm jvm) {
    return jvm.source().service() + " " + jvm.source().instance();
  }

  private static String pid(Jvm jvm) {
    return jvm.pid().isPresent() ? Long.toString(jvm.pid().getAsLong()) : "-";
  }
}
