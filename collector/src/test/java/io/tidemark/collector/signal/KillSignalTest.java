package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.cgroup.CgroupTree;
import io.tidemark.collector.jvm.FixtureHost;
import io.tidemark.collector.jvm.TickingClock;
import io.tidemark.collector.sample.Sample;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  private List<Sample> last = List.of();

  @BeforeEach
  void makeHost() throws IOException {
    host = new FixtureHost(root);
    sampler = Signals.standard(settings(), clock);
  }

  private CollectorSettings settings() {
    return new CollectorSettings(
        host.segments(),
        host.proc(),
        host.tmp(),
        Duration.ofSeconds(1),
        Duration.ofMinutes(10),
        "0.1.0");
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
        OOM_KILLS feeds node-7-1 [] 1
        EXITS feeds node-7-1 [clean] 0
        EXITS feeds node-7-1 [unclean] 0
        EXITS feeds node-7-1 [oom_kill] 1
        RESTARTS feeds node-7-1 [] 0
        LAST_DEATH feeds node-7-1 [oom_kill, , ] 1795260002
        """,
        look());
    assertEquals(
        List.of(
            "feeds (node-7-1) ended 0 s ago, killed for memory, after 3 min 22 s; no work"
                + " in its last 1 s"),
        deaths());
  }

  @Test
  void countsAKillInAContainerThatIsGoneByItsParent() throws IOException {
    CgroupTree cgroups = cgroups(true);
    cgroups.group("pod", 3);
    cgroups.group("pod/a", 0);
    cgroups.group("pod/b", 1);
    SegmentWriter a = start(101, "feeds", NOW - 200_000, cgroups, "pod/a");
    SegmentWriter b = start(102, "search", NOW - 200_000, cgroups, "pod/b");
    look();
    cgroups.group("pod", 4);
    cgroups.remove("pod/a");
    cgroups.kills(1);
    kill(101, a);
    look();
    assertEquals(
        List.of("host 1", "feeds 1 killed, 0/0/1 exits", "search 0 killed, 0/0/0 exits"),
        tallies());
    cgroups.group("pod", 5);
    cgroups.group("pod/b", 2);
    cgroups.kills(2);
    kill(102, b);
    look();
    assertEquals(
        List.of("host 2", "feeds 1 killed, 0/0/1 exits", "search 1 killed, 0/0/1 exits"),
        tallies());
  }

  @Test
  void countsAKillInAContainerOfVersion1ThatIsGoneByTheHosts() throws IOException {
    CgroupTree cgroups = cgroups(false);
    cgroups.group("docker/a", 0);
    SegmentWriter writer = start(101, "feeds", NOW - 200_000, cgroups, "docker/a");
    look();
    cgroups.remove("docker/a");
    cgroups.kills(1);
    kill(101, writer);
    look();
    assertEquals(List.of("host 1", "feeds 1 killed, 0/0/1 exits"), tallies());
  }

  @Test
  void tellsAGroupThatWasMadeAnewFromTheOneThatCounted() throws IOException {
    CgroupTree cgroups = cgroups(false);
    cgroups.group("system.slice/feeds.service", 0);
    SegmentWriter writer =
        start(101, "feeds", NOW - 200_000, cgroups, "system.slice/feeds.service");
    look();
    cgroups.remove("system.slice/feeds.service");
    cgroups.group("other", 0); // takes the inode, which a real control group's never is again
    cgroups.group("system.slice/feeds.service", 0);
    cgroups.kills(1);
    kill(101, writer);
    SegmentWriter next = start(102, "feeds", clock.millis(), cgroups, "system.slice/feeds.service");
    look();
    assertEquals(List.of("host 1", "feeds 1 killed, 0/0/1 exits, 1 restarts"), tallies());
    next.close();
  }

  @Test
  void leavesKillsOfOthersToTheHost() throws IOException {
    CgroupTree cgroups = cgroups(true);
    cgroups.group("pod", 0);
    cgroups.group("pod/a", 0);
    SegmentWriter writer = start(101, "feeds", NOW - 200_000, cgroups, "pod/a");
    look();
    cgroups.group("pod", 1); // a container without a JVM
    cgroups.kills(2); // and one elsewhere
    look();
    kill(101, writer); // by hand: its group is there, and shows no kill
    look();
    assertEquals(List.of("host 2", "feeds 0 killed, 0/1/0 exits"), tallies());
  }

  @Test
  void doesNotGuessWhichOfTwoWasKilled() throws IOException {
    CgroupTree cgroups = cgroups(false);
    cgroups.group("docker/a", 0);
    cgroups.group("docker/b", 0);
    SegmentWriter a = start(101, "feeds", NOW - 200_000, cgroups, "docker/a");
    SegmentWriter b = start(102, "search", NOW - 200_000, cgroups, "docker/b");
    look();
    cgroups.remove("docker/a");
    cgroups.remove("docker/b");
    cgroups.kills(1);
    kill(101, a);
    kill(102, b);
    look();
    assertEquals(
        List.of("host 1", "feeds 0 killed, 0/1/0 exits", "search 0 killed, 0/1/0 exits"),
        tallies());
  }

  @Test
  void countsAKilledHelperForTheServiceAndNotAsAnExit() throws IOException {
    CgroupTree cgroups = cgroups(true);
    cgroups.group("pod", 0);
    cgroups.group("pod/a", 0);
    SegmentWriter writer = start(101, "feeds", NOW - 200_000, cgroups, "pod/a");
    look();
    cgroups.group("pod", 1);
    cgroups.group("pod/a", 1);
    cgroups.kills(1);
    look();
    assertEquals(List.of("host 1", "feeds 1 killed, 0/0/0 exits"), tallies());
    for (int second = 0; second < 6; second++) {
      look();
    }
    kill(101, writer); // long after
    look();
    assertEquals(List.of("host 1", "feeds 1 killed, 0/1/0 exits"), tallies());
  }

  @Test
  void countsAJvmThatTakesSecondsToEndOnce() throws IOException {
    CgroupTree cgroups = cgroups(false);
    cgroups.group("a", 0);
    SegmentWriter writer = start(101, "feeds", NOW - 200_000, cgroups, "a");
    look();
    cgroups.group("a", 1);
    cgroups.kills(1);
    look();
    look();
    kill(101, writer);
    look();
    assertEquals(List.of("host 1", "feeds 1 killed, 0/0/1 exits"), tallies());
  }

  @Test
  void knowsTheGroupOfAJvmThatTheKernelShowsElsewhereAsItEnds() throws IOException {
    CgroupTree cgroups = cgroups(false);
    cgroups.group("", 0);
    cgroups.group("a", 0);
    SegmentWriter writer = start(101, "feeds", NOW - 200_000, cgroups, "a");
    for (int second = 0; second < 8; second++) {
      look();
    }
    cgroups.group("a", 1);
    cgroups.kills(1);
    cgroups.join(101, "");
    for (int second = 0; second < 4; second++) {
      look();
    }
    kill(101, writer);
    look();
    assertEquals(List.of("host 1", "feeds 1 killed, 0/0/1 exits"), tallies());
  }

  @Test
  void waitsForOneOfSeveralServicesInAGroupToEnd() throws IOException {
    CgroupTree cgroups = cgroups(false);
    cgroups.group("a", 0);
    SegmentWriter feeds = start(101, "feeds", NOW - 200_000, cgroups, "a");
    SegmentWriter search = start(102, "search", NOW - 200_000, cgroups, "a");
    look();
    cgroups.group("a", 1);
    cgroups.kills(1);
    look();
    assertEquals(
        List.of("host 1", "feeds 0 killed, 0/0/0 exits", "search 0 killed, 0/0/0 exits"),
        tallies());
    kill(102, search);
    look();
    assertEquals(
        List.of("host 1", "feeds 0 killed, 0/0/0 exits", "search 1 killed, 0/0/1 exits"),
        tallies());
    feeds.close();
  }

  @Test
  void followsAServiceThroughRestarts() throws IOException {
    CgroupTree cgroups = cgroups(true);
    cgroups.group("a", 0);
    SegmentWriter first = start(101, "feeds", NOW - 200_000, cgroups, "a");
    look();
    first.close();
    end(101);
    look();
    assertEquals(List.of("host 0", "feeds 0 killed, 1/0/0 exits"), tallies());
    SegmentWriter second = start(102, "feeds", NOW + 1500, cgroups, "a");
    look();
    kill(102, second);
    SegmentWriter third = start(103, "feeds", NOW + 3600, cgroups, "a"); // before the next look
    String seen = look();
    assertEquals(List.of("host 0", "feeds 0 killed, 1/1/0 exits, 2 restarts"), tallies());
    assertEquals(true, seen.contains("RESTART_INTERVAL feeds node-7-1 [] 2.1\n"), seen);
    third.close();
  }

  @Test
  void seesAJvmThatLivedBetweenTwoLooks() throws IOException {
    CgroupTree cgroups = cgroups(true);
    cgroups.group("a", 0);
    look();
    kill(101, start(101, "feeds", NOW + 1100, cgroups, "a"));
    look();
    look();
    assertEquals(List.of("host 0", "feeds 0 killed, 0/1/0 exits"), tallies());
  }

  @Test
  void showsWhatWasDeadBeforeItStartedAndCountsItNot() throws IOException {
    CgroupTree cgroups = cgroups(true);
    cgroups.group("a", 0);
    SegmentWriter writer = start(101, "feeds", NOW - 200_000, cgroups, "a");
    count(writer, "web", 1, 2);
    count(writer, "new-indexer", 3, 98);
    kill(101, writer);
    look();
    assertEquals(List.of("host 0", "feeds 0 killed, 0/0/0 exits"), tallies());
    assertEquals(
        List.of(
            "feeds (node-7-1) ended, without a shutdown, nobody knows when; heaviest since its"
                + " start: new-indexer via a.B/C, 98 % of items"),
        deaths());
  }

  @Test
  void knowsFromItsPredecessorHowOneEndedAndCountsItNotAgain() throws IOException {
    CgroupTree cgroups = cgroups(true);
    cgroups.group("a", 0);
    SegmentWriter writer = start(101, "feeds", NOW - 200_000, cgroups, "a");
    look();
    count(writer, "web", 1, 2);
    cgroups.group("a", 1);
    cgroups.kills(1);
    kill(101, writer);
    look();
    clock.advance(Duration.ofSeconds(8));
    sampler = Signals.standard(settings(), clock);
    assertEquals(
        """
        HOST_OOM_KILLS host [] 0
        OOM_KILLS feeds node-7-1 [] 0
        EXITS feeds node-7-1 [clean] 0
        EXITS feeds node-7-1 [unclean] 0
        EXITS feeds node-7-1 [oom_kill] 0
        RESTARTS feeds node-7-1 [] 0
        LAST_DEATH feeds node-7-1 [oom_kill, web, a.B/C] 1795260002
        """,
        look());
    assertEquals(
        List.of(
            "feeds (node-7-1) ended 9 s ago, killed for memory, after 3 min 22 s; heaviest in its"
                + " last 1 s: web via a.B/C, 100 % of items"),
        deaths());
  }

  @Test
  void saysWhoWasHeaviestInTheLastSeconds() throws IOException {
    CgroupTree cgroups = cgroups(true);
    cgroups.group("a", 0);
    SegmentWriter writer = start(101, "feeds", NOW - 200_000, cgroups, "a");
    count(writer, "batch", 1000, 1_000_000); // long ago
    for (int second = 0; second < 30; second++) {
      count(writer, "web", 100, 1200);
      count(writer, "new-indexer", 3, 60_000);
      look();
    }
    count(writer, "new-indexer", 1, 20_000); // since the last look, and all the same counted
    kill(101, writer);
    look();
    assertEquals(
        List.of(
            "feeds (node-7-1) ended 0 s ago, without a shutdown, after 3 min 51 s; heaviest in its"
                + " last 10 s: new-indexer via a.B/C, 98 % of items"),
        deaths());
    assertEquals(
        List.of("new-indexer"),
        sampler.deaths().newestFirst().stream()
            .flatMap(death -> death.heaviest().stream())
            .map(row -> row.client())
            .toList());
  }

  @Test
  void tellsTheEndsOfJvmsWithoutTheAgentByTheFileTheyLeave() throws IOException {
    host.startJvm(101, "jdk17-G1");
    host.startJvm(102, "jdk25-Z");
    look();
    assertEquals(2, tallies().size(), tallies().toString());
    host.kill(101);
    Files.delete(host.perfFile(102));
    host.kill(102);
    look();
    assertEquals(List.of("0/1/0", "1/0/0"), exits());
    host.startJvm(103, "jdk17-G1");
    look();
    Files.delete(host.perfFile(103)); // by the next one, as it starts, or so it may be
    host.kill(103);
    host.startJvm(104, "jdk25-G1");
    host.setCounter(104, "sun.rt.createVmBeginTime", clock.millis() + 500);
    look();
    assertEquals(List.of("0/1/0+1", "1/0/0"), exits().subList(0, 2));
  }

  @Test
  void takesAJvmForDeadWhoseParentHasNotNoticed() throws IOException {
    host.startJvm(101, "jdk17-G1");
    look();
    Files.writeString(
        host.proc().resolve("101/stat"),
        "101 (a) b) Z 1 1 1 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 777 0 0\n");
    look();
    assertEquals(List.of("0/1/0"), exits());
  }

  @Test
  void doesNotTakeWhatIsOutOfSightForDead() throws IOException {
    CgroupTree cgroups = cgroups(true);
    cgroups.group("a", 0);
    SegmentWriter writer = start(101, "feeds", NOW - 200_000, cgroups, "a");
    Files.writeString(
        host.proc().resolve("101/stat"),
        "101 (a) S 1 1 1 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 777 0 0\n");
    look();
    Path hidden = root.resolve("hidden");
    Files.move(host.segments().path(), hidden);
    look();
    Files.move(hidden, host.segments().path());
    look();
    assertEquals(List.of("host 0", "feeds 0 killed, 0/0/0 exits"), tallies());
    writer.close();
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
    last = sampler.sampleOnce().samples();
    return last.stream()
        .filter(sample -> KILLS.contains(sample.metric()))
        .map(sample -> SampleText.of(sample) + "\n")
        .collect(Collectors.joining());
  }

  /** The last look in short: kills, exits (clean, unclean, by a kill, and unknown), restarts. */
  private List<String> tallies() {
    List<String> lines = new ArrayList<>();
    Map<String, Map<String, String>> places = new TreeMap<>();
    for (Sample sample : last) {
      String value = SampleText.of(sample).replaceAll(".* ", "");
      if (sample.metric() == Metric.HOST_OOM_KILLS) {
        lines.add("host " + value);
      } else if (KILLS.contains(sample.metric())) {
        places
            .computeIfAbsent(
                sample.source().service()
                    + sample.source().instance().replace("node-7", "").replace("-1", ""),
                service -> new TreeMap<>())
            .put(
                sample.metric() == Metric.EXITS ? sample.labels().get(0) : sample.metric().name(),
                value);
      }
    }
    places.forEach(
        (service, of) ->
            lines.add(
                service
                    + (of.containsKey("OOM_KILLS") ? " " + of.get("OOM_KILLS") + " killed, " : " ")
                    + exits(of)
                    + " exits"
                    + (of.getOrDefault("RESTARTS", "0").equals("0")
                        ? ""
                        : ", " + of.get("RESTARTS") + " restarts")));
    return lines;
  }

  private static String exits(Map<String, String> of) {
    String unknown = of.containsKey("unknown") ? "+" + of.get("unknown") : "";
    return of.get("clean") + "/" + of.get("unclean") + "/" + of.get("oom_kill") + unknown;
  }

  private List<String> exits() {
    return tallies().stream().map(line -> line.replaceAll("\\S+ (\\S+) exits.*", "$1")).toList();
  }

  private List<String> deaths() {
    return DeathText.lines(sampler.deaths().newestFirst(), clock.millis());
  }
}
