package io.tidemark.collector.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Control groups in a directory: mounts, groups and members as files that tests change. */
public final class CgroupTree {
  private final Path proc;
  private final Path mount;
  private final boolean unified;

  /** A hierarchy of version 2, or the one of version 1 for memory, mounted below a directory. */
  public CgroupTree(Path proc, Path mount, boolean unified) throws IOException {
    this.proc = proc;
    this.mount = mount;
    this.unified = unified;
    Files.createDirectories(mount);
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(
        proc.resolve("self/mountinfo"),
        "22 1 0:21 / /proc rw,nosuid shared:13 - proc proc rw\n"
            + (unified
                ? "30 23 0:26 / " + mount + " rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"
                : "35 31 0:32 / " + mount + " rw,relatime - cgroup cgroup rw,memory\n"));
    kills(0);
  }

  /** Sets what the host counts as killed. */
  public void kills(long onHost) throws IOException {
    Files.writeString(
        proc.resolve("vmstat"), "nr_free_pages 1000\noom_kill " + onHost + "\ndrop_slab 0\n");
  }

  /** Makes a group, or sets what it counts as killed. */
  public void group(String path, long kills) throws IOException {
    Path group = mount.resolve(path);
    Files.createDirectories(group);
    if (unified) {
      Files.writeString(group.resolve("cgroup.type"), "domain\n");
      Files.writeString(
          group.resolve("memory.events"),
          "low 0\nhigh 0\nmax 7\noom %1$d\noom_kill %1$d\noom_group_kill 0\n".formatted(kills));
    } else {
      Files.writeString(
          group.resolve("memory.oom_control"),
          "oom_kill_disable 0\nunder_oom 0\noom_kill " + kills + "\n");
    }
  }

  /** Writes a file of a group. */
  public void file(String path, String name, String text) throws IOException {
    Files.writeString(mount.resolve(path).resolve(name), text);
  }

  /** Puts a process into a group. */
  public void join(long pid, String path) throws IOException {
    Path file = proc.resolve(Long.toString(pid)).resolve("cgroup");
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(
        file,
        unified ? "0::/" + path + "\n" : "5:cpuset:/\n4:memory:/" + path + "\n1:name=systemd:/\n");
  }

  /** Removes a group and its files. */
  public void remove(String path) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(mount.resolve(path))) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
