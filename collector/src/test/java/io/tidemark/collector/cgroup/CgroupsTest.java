package io.tidemark.collector.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.kernel.KernelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where groups are, and what they say, as real systems lay them out. */
final class CgroupsTest {
  private static final String ID = "ab".repeat(32);

  @TempDir Path root;
  private GroupFiles files;

  @BeforeEach
  void makeFiles() {
    Path proc = root.resolve("proc");
    files = new GroupFiles(proc, KernelFiles.of(proc));
  }

  @Test
  void findsMountsOfBothVersions() {
    assertEquals(
        List.of(
            new CgroupMount(false, "/docker/" + ID, "/sys/fs/cgroup/memory"),
            new CgroupMount(true, "/", "/sys/fs/cgroup/uni fied")),
        CgroupMount.parse(
            """
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
            35 31 0:32 /docker/%s /sys/fs/cgroup/memory rw shared:4 master:1 - cgroup cgroup rw,memory
            41 31 0:38 / /sys/fs/cgroup/uni\\040fied rw,relatime - cgroup2 cgroup2 rw
            42 31 0:38 relative /x rw - cgroup2 cgroup2 rw
            43 31 - cgroup2 cgroup2 rw
            44 31 0:38 / /cut rw - cgroup2 cgr"""
                .formatted(ID)));
  }

  private void check(String point, String mountRoot, String path, Optional<String> expected)
      throws IOException {
    Path top = Files.createDirectories(root.resolve(point));
    CgroupMount mount = new CgroupMount(true, mountRoot, top.toString());
    assertEquals(
        expected.map(
            directory -> new ControlGroup(root.resolve(directory).normalize(), top, true, files)),
        mount.find(path, Path.of("/"), files));
  }

  @Test
  void findsTheDirectoryOfAPath() throws IOException {
    check("m", "/", "/system.slice/a.service", Optional.of("m/system.slice/a.service"));
    check("m", "/", "/", Optional.of("m"));
    check("m", "/docker/" + ID, "/docker/" + ID, Optional.of("m")); // version 1 in a container
    check("m", "/docker/" + ID, "/docker/" + ID + "/x", Optional.of("m/x"));
    check("m", "/docker/a", "/docker/ab", Optional.empty());
    check("m", "/", "/../b", Optional.empty()); // a sibling of the collector's own container
    check("m", "/../b", "/../b", Optional.of("m")); // seen through that container's mounts
    check("m", "/..", "/../b", Optional.of("m/b"));
    check("m", "/..", "/../../c", Optional.empty());
  }

  @Test
  void looksThroughAContainersOwnMounts() throws IOException {
    Path proc = root.resolve("proc");
    Path point = root.resolve("cgroup");
    CgroupTree own = new CgroupTree(proc, point, true);
    own.group("a", 0);
    own.join(7, "../b");
    Files.writeString(
        proc.resolve("7/mountinfo"), "30 23 0:26 /../b /sys/fs/cgroup rw - cgroup2 cgroup rw\n");
    Path inside = Files.createDirectories(proc.resolve("7/root/sys/fs/cgroup"));
    Cgroups cgroups = new Cgroups(proc, files);
    cgroups.look();
    assertEquals(
        Optional.of(new ControlGroup(inside, inside, true, files)),
        cgroups.memory(7, cgroups.path(7)));
    assertEquals(Optional.empty(), cgroups.memory(8, cgroups.path(8)));
  }

  @Test
  void readsMemoryOfVersion2() throws IOException {
    Path top = root.resolve("cgroup");
    CgroupTree tree = new CgroupTree(root.resolve("proc"), top, true);
    tree.group("pod", 0);
    tree.group("pod/a", 2);
    tree.file("pod", "memory.max", "1048576\n");
    tree.file("pod/a", "memory.max", "max\n");
    tree.file("pod/a", "memory.current", "4096\n");
    tree.file(
        "pod/a",
        "memory.pressure",
        """
        some avg10=0.00 avg60=0.00 avg300=0.00 total=42
        full avg10=0.00 avg60=0.00 avg300=0.00 total=7
        """);
    ControlGroup group = new ControlGroup(top.resolve("pod/a"), top, true, files);
    assertEquals(OptionalLong.of(1 << 20), group.memoryLimitBytes());
    assertEquals(OptionalLong.of(4096), group.memoryBytes());
    assertEquals(OptionalLong.of(2), group.oomKills());
    assertEquals(List.of(new Stall("some", 42), new Stall("full", 7)), group.stalls("memory"));
    assertEquals(List.of(), group.stalls("cpu"));
    assertEquals(
        Optional.of(new ControlGroup(top.resolve("pod"), top, true, files)), group.parent());
    ControlGroup host = new ControlGroup(top, top, true, files);
    assertEquals(true, host.isHostRoot());
    assertEquals(false, group.isHostRoot());
    assertEquals(OptionalLong.empty(), host.memoryLimitBytes());
    assertEquals(Optional.empty(), host.parent());
  }

  @Test
  void readsMemoryOfVersion1() throws IOException {
    Path top = root.resolve("memory");
    CgroupTree tree = new CgroupTree(root.resolve("proc"), top, false);
    tree.group("a", 3);
    tree.file("a", "memory.usage_in_bytes", "4096\n");
    tree.file("a", "memory.limit_in_bytes", "9223372036854771712\n");
    ControlGroup group = new ControlGroup(top.resolve("a"), top, false, files);
    assertEquals(OptionalLong.of(4096), group.memoryBytes());
    assertEquals(OptionalLong.of(3), group.oomKills());
    assertEquals(OptionalLong.empty(), group.memoryLimitBytes());
    files.nextLook();
    tree.file(
        "a",
        "memory.stat",
        "cache 1\nhierarchical_memory_limit 52428800\nhierarchical_memsw_limit 9\n");
    assertEquals(OptionalLong.of(52_428_800), group.memoryLimitBytes());
    files.nextLook();
    tree.file("a", "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\n"); // before 4.13
    assertEquals(OptionalLong.empty(), group.oomKills());
    assertEquals(List.of(), group.stalls("memory"));
  }

  @Test
  void readsNoLinkAndNoPipe() throws IOException {
    Path top = root.resolve("cgroup");
    CgroupTree tree = new CgroupTree(root.resolve("proc"), top, true);
    tree.group("a", 0);
    Path secret = Files.writeString(root.resolve("secret"), "4096\n");
    Files.createSymbolicLink(top.resolve("a/memory.current"), secret);
    assertEquals(
        OptionalLong.empty(), new ControlGroup(top.resolve("a"), top, true, files).memoryBytes());
  }

  /** A container arranges its own file system as it likes. */
  @Test
  void followsNoLinkInAContainer() throws IOException {
    Path proc = root.resolve("proc");
    Path secret = Files.createDirectories(root.resolve("secret"));
    Files.writeString(secret.resolve("memory.current"), "4096\n");
    Path container = Files.createDirectories(proc.resolve("7/root"));
    Path real = Files.createDirectories(container.resolve("real"));
    Files.writeString(real.resolve("memory.current"), "8192\n");
    Files.createSymbolicLink(container.resolve("absolute"), secret);
    Files.createSymbolicLink(container.resolve("relative"), Path.of("real"));
    Files.createSymbolicLink(real.resolve("memory.max"), secret.resolve("memory.current"));
    assertEquals(OptionalLong.of(8192), in(real).memoryBytes());
    assertEquals(true, in(real).identity().isPresent());
    assertEquals(OptionalLong.empty(), in(real).memoryLimitBytes());
    for (String link : List.of("absolute", "relative")) {
      assertEquals(OptionalLong.empty(), in(container.resolve(link)).memoryBytes());
      assertEquals(Optional.empty(), in(container.resolve(link)).identity());
    }
  }

  private ControlGroup in(Path directory) {
    return new ControlGroup(directory, directory, true, files);
  }

  @Test
  void readsEachFileOnceInALook() throws IOException {
    Path top = root.resolve("cgroup");
    CgroupTree tree = new CgroupTree(root.resolve("proc"), top, true);
    tree.group("a", 0);
    tree.file("a", "memory.current", "4096\n");
    assertEquals(OptionalLong.of(4096), in(top.resolve("a")).memoryBytes());
    tree.file("a", "memory.current", "8192\n");
    assertEquals(OptionalLong.of(4096), in(top.resolve("a")).memoryBytes());
    files.nextLook();
    assertEquals(OptionalLong.of(8192), in(top.resolve("a")).memoryBytes());
  }
}
