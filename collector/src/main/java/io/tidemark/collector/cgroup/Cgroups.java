package io.tidemark.collector.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the directories of control groups: below the mounts that the collector has, or else below
 * those of the process, which a container's own mount namespace has, through {@code
 * /proc/PID/root}. The latter needs the right to trace the process. Not thread-safe.
 */
public final class Cgroups {
  private static final int MAX_BYTES = 1 << 20; // a line a mount, and nodes have thousands
  private static final Path ROOT = Path.of("/");

  private final Path proc;
  private final GroupFiles files;
  private List<CgroupMount> own = List.of();

  /**
   * Reads nothing yet.
   *
   * @param proc the root of procfs
   * @param files how the groups are read
   */
  public Cgroups(Path proc, GroupFiles files) {
    this.proc = proc;
    this.files = files;
  }

  /** Reads again what is mounted. */
  public void look() {
    own = mounts("self");
  }

  /** Whether any hierarchy is mounted. */
  public boolean isMounted() {
    return !own.isEmpty();
  }

  /** Where a process is; {@link CgroupPath#NONE} when it is gone or hidden. */
  public CgroupPath path(long pid) {
    try {
      return CgroupPath.read(proc, pid);
    } catch (IOException e) {
      return CgroupPath.NONE;
    }
  }

  /** The group that accounts the memory of a process at a path. */
  public Optional<ControlGroup> memory(long pid, CgroupPath path) {
    return path.memory().isPresent() ? find(pid, false, path.memory().get()) : unified(pid, path);
  }

  /** The group of version 2 of a process at a path. */
  public Optional<ControlGroup> unified(long pid, CgroupPath path) {
    return path.unified().flatMap(text -> find(pid, true, text));
  }

  private Optional<ControlGroup> find(long pid, boolean unified, String path) {
    Optional<ControlGroup> here = find(own, ROOT, unified, path);
    if (here.isPresent()) {
      return here;
    }
    String process = Long.toString(pid);
    return find(mounts(process), proc.resolve(process).resolve("root"), unified, path);
  }

  private Optional<ControlGroup> find(
      List<CgroupMount> mounts, Path rootDirectory, boolean unified, String path) {
    return mounts.stream()
        .filter(mount -> mount.unified() == unified)
        .flatMap(mount -> mount.find(path, rootDirectory, files).stream())
        .filter(group -> files.isThere(group.directory()))
        .findFirst();
  }

  private List<CgroupMount> mounts(String process) {
    try {
      return CgroupMount.parse(
          KernelFile.read(proc.resolve(process).resolve("mountinfo"), MAX_BYTES));
    } catch (IOException e) {
      return List.of();
    }
  }
}
