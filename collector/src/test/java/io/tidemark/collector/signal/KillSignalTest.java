package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.cgroup.CgroupTree;
import io.tidemark.collector.jvm.FixtureHost;
import io.tidemark.collector.jvm.TickingClock;
import io.tidemark.collector.who.DeathText;
import io.tidemark.segment.Column;
import io.tidemark.segment.Metric;
import io.tidemark.segment.Row;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills, ends and restarts on a host of files. */
final class KillSignalTest {
  private static final long NOW = 1_795_260_000_000L;
  private static final Set<Metric> KILLS =
      EnumSet.of(
          Metric.OOM_KILLS,
          Metric.HOST_OOM_KILLS,
          Metric.EXITS,
          Metric.RESTARTS,
          Metric.RESTART_INTERVAL,
          Metric.LAST_DEATH);

  @TempDir Path root;
  private final TickingClock clock = new TickingClock(NOW);
  private FixtureHost host;
  private Sampler sampler;

  @BeforeEach
  void makeHost() throws IOException {
    host = new FixtureHost(root);
    sampler =
        Signals.standard(
            new CollectorSettings(
                host.segments(),
                host.proc(),
                host.tmp(),
                Duration.ofSeconds(1),
                Duration.ofMinutes(10),
                "0.1.0"),
            clock);
  }

  private CgroupTree cgroups(boolean unified) throws IOException {
    return new CgroupTree(host.proc(), root.resolve("cgroup"), unified);
  }

  @Test
  void countsAKillThatItsOwnGroupShows() throws IOException {
    CgroupTree cgroups = cgroups(false);
    cgroups.group("docker/a", 0);
    SegmentWriter writer = start(101, "feeds", NOW - 200_000, cgroups, "docker/a");
    look();
    cgroups.group("docker/a", 1);
    cgroups.kills(1);
    kill(101, writer);
    assertEquals(
        """
        HOST_OOM_KILLS host [] 1
        OOM_KILLS feeds tidemark-fixture-1 [] 1
        EXITS feeds tidemark-fixture-1 [clean] 0
        EXITS feeds tidemark-fixture-1 [unclean] 0
        EXITS feeds tidemark-fixture-1 [oom_kill] 1
        RESTARTS feeds tidemark-fixture-1 [] 0
        LAST_DEATH feeds tidemark-fixture-1 [oom_kill, , ] 1795260002
        """,
        look());
    assertEquals(
        List.of(
            "feeds (tidemark-fixture-1) ended 0 s ago, killed for memory, after 3 min 22 s; no work"
                + " in its last 10 s"),
        deaths());
  }

  /** Starts a JVM whose files are the agent's and procfs' alone. */
  private SegmentWriter start(
      long pid, String service, long startEpochMs, CgroupTree cgroups, String group)
      throws IOException {
    SegmentWriter writer = host.attach(pid, service, startEpochMs);
    host.startProcess(pid, writer.path());
    cgroups.join(pid, group);
    return writer;
  }

  /** Ends a JVM as the kernel does. */
  private void kill(long pid, SegmentWriter writer) throws IOException {
    byte[] before = Files.readAllBytes(writer.path());
    writer.close();
    Files.write(writer.path(), before); // without the mark of a clean exit
    end(pid);
  }

  private void end(long pid) throws IOException {
    Files.deleteIfExists(host.proc().resolve(pid + "/cgroup"));
    Files.deleteIfExists(host.proc().resolve(pid + "/stat"));
    host.kill(pid);
  }

  private static void count(SegmentWriter writer, String client, long requests, long items) {
    Row row = writer.row(writer.client(client), writer.handler(RpcSystem.GRPC, "a.B/C"));
    writer.add(row, Column.STARTED, requests);
    writer.add(row, Column.ENDED, requests);
    writer.add(row, Column.ITEMS, items);
    writer.add(row, Column.DURATION_NS, requests * 1_000_000);
  }

  /** What there is to say of kills a second later. */
  private String look() {
    clock.advance(Duration.ofSeconds(1));
    return sampler.sampleOnce().samples().stream()
        .filter(sample -> KILLS.contains(sample.metric()))
        .map(sample -> SampleText.of(sample) + "\n")
        .collect(Collectors.joining());
  }

  private List<String> deaths() {
    return DeathText.lines(sampler.deaths().newestFirst(), clock.millis());
  }
}
