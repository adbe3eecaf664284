package io.tidemark.collector.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.check.Finding.Status;
import io.tidemark.collector.discovery.FixtureProcesses;
import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of places of files; the sockets alone are those of the running system. */
final class ChecksTest {
  @TempDir Path root;
  private Path proc;

  @BeforeEach
  void makeHost() throws IOException {
    proc = root.resolve("proc");
    FixtureProcesses host = new FixtureProcesses(proc);
    Files.createDirectories(root.resolve("tmp"));
    link("self/ns/pid", "pid:[4026531836]");
    link("self/ns/net", "net:[1]");
    write("self/status", "Name:\tjava\nCapEff:\t000001ffffffffff\n");
    write("self/limits", "Max open files            1024       4096       files     \n");
    write("self/mounts", "x " + proc + " proc rw,relatime 0 0\n");
    write("sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
    write("sys/net/ipv4/tcp_tw_reuse", "1\n");
    write("pressure/memory", "some avg10=0.00 total=0\n");
    write("vmstat", "pgfault 1\noom_kill 0\n");
    FixtureProcesses.write(root.resolve("sys/fs/cgroup/cgroup.controllers"), "cpu memory pids\n");
    Path jvm = host.start(42, "/usr/bin/java", 1);
    Files.writeString(jvm.resolve("cmdline"), "java\0-XX:-UsePerfData\0a.Main\0");
    link("42/ns/net", "net:[2]");
  }

  @Test
  void findsAllWellOnAHostOfItsOwn() {
    assertEquals(
        """
        limited segments      DIR is not there: no JVM with the agent has recorded here yet
                              cure: start one with -javaagent:tidemark-agent.jar; as a sidecar, share the
                                volume that holds it, and set --dir or TIDEMARK_DIR
        limited jvm           Main, pid 42, no agent, no hsperfdata; hsperf_off
                              cure: start it without -XX:-UsePerfData and -XX:+PerfDisableSharedMem, or put
                                the agent in
        ok      pids          the host's: every process can be found
        ok      processes     none is hidden (hidepid)
        ok      rights        SYS_PTRACE: containers of every user can be looked into
        ok      containers    files in them can be opened safely, by native code
        ok      descriptors   1024 for the collector
        ok      namespaces    JVMs are in 1 network namespaces besides the collector's
        ok      ports         32768 to 60999, 28232 for each destination: 470 dials a second last for ever
        ok      tcp_tw_reuse  1: for every destination
        ok      pressure      PSI is on
        ok      oom kills     of the host in /proc/vmstat
        ok      cgroups       version 2 with the memory controller: oom_kill per group
        """,
        check("missing"));
  }

  @Test
  void namesACureForWhatAContainerLacks() throws IOException {
    link("self/ns/pid", "pid:[4026532001]");
    write("self/status", "Name:\tjava\nCapEff:\t0000000000000000\n");
    write("self/limits", "Max open files            256       4096       files     \n");
    write("self/mounts", "x " + proc + " proc rw,hidepid=invisible,gid=7 0 0\n");
    write("sys/net/ipv4/ip_local_port_range", "50000\t60000\n");
    write("sys/net/ipv4/tcp_tw_reuse", "0\n");
    write("vmstat", "pgfault 1\n");
    Files.delete(proc.resolve("pressure/memory"));
    Files.delete(root.resolve("sys/fs/cgroup/cgroup.controllers"));
    Files.createFile(root.resolve("file"));
    assertEquals(
        List.of(
            Status.MISSING + " segments",
            Status.LIMITED + " jvm",
            Status.LIMITED + " pids",
            Status.LIMITED + " processes",
            Status.LIMITED + " rights",
            Status.OK + " containers",
            Status.LIMITED + " descriptors",
            Status.LIMITED + " namespaces",
            Status.LIMITED + " ports",
            Status.LIMITED + " tcp_tw_reuse",
            Status.LIMITED + " pressure",
            Status.LIMITED + " oom kills",
            Status.LIMITED + " cgroups"),
        findings("file").stream()
            .map(finding -> finding.status() + " " + finding.topic())
            .toList());
    assertEquals(
        List.of("containers"),
        findings("file").stream()
            .filter(each -> each.cure().isEmpty())
            .map(Finding::topic)
            .toList());
  }

  @Test
  void seesKillsOfVersionOne() throws IOException {
    Files.delete(root.resolve("sys/fs/cgroup/cgroup.controllers"));
    FixtureProcesses.write(
        root.resolve("sys/fs/cgroup/memory/memory.oom_control"), "under_oom 0\noom_kill 0\n");
    List<Finding> findings = findings("missing");
    assertEquals(
        Finding.ok("cgroups", "version 1 with the memory controller: oom_kill per group"),
        findings.get(findings.size() - 1));
  }

  @Test
  void survivesAPlaceWithoutProcfs() {
    Path nothing = root.resolve("nothing");
    Place place = new Place(new SegmentDirectory(nothing), nothing, nothing, nothing);
    assertEquals(
        List.of("segments", "jvm", "processes"),
        Checks.run(place).stream().map(Finding::topic).toList());
  }

  @Test
  void quotesJson() {
    assertEquals(
        "{\"ok\":false,\"findings\":[{\"status\":\"missing\",\"topic\":\"a\","
            + "\"found\":\"\\\"b\\\\\\u0009\",\"cure\":\"c\"}]}",
        FindingsJson.of(List.of(Finding.missing("a", "\"b\\\t", "c"))));
  }

  private List<Finding> findings(String directory) {
    Place place =
        new Place(
            new SegmentDirectory(root.resolve(directory)),
            proc,
            root.resolve("tmp"),
            root.resolve("sys"));
    return Checks.run(place).stream().filter(each -> !each.topic().equals("sockets")).toList();
  }

  private String check(String directory) {
    // So that lines break at the same place, wherever the folder is.
    List<Finding> findings =
        findings(directory).stream()
            .map(
                each ->
                    new Finding(
                        each.status(),
                        each.topic(),
                        each.found().replace(root.resolve(directory).toString(), "DIR"),
                        each.cure()))
            .toList();
    return String.join("\n", FindingsLines.of(findings)) + "\n";
  }

  private void write(String name, String text) throws IOException {
    FixtureProcesses.write(proc.resolve(name), text);
  }

  private void link(String name, String target) throws IOException {
    Path link = proc.resolve(name);
    Files.createDirectories(Objects.requireNonNull(link.getParent()));
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(target));
  }
}
