package io.tidemark.collector.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a process is in the control group hierarchies, as {@code /proc/PID/cgroup} says: paths from
 * the root of the reader's control group namespace, which begin with {@code /..} when the process
 * is outside of that.
 *
 * <p>Source: cgroups(7), cgroup_namespaces(7).
 *
 * @param memory its path in the hierarchy of version 1 that has the memory controller
 * @param unified its path in the hierarchy of version 2; where both are there (systemd's hybrid
 *     mode), memory is accounted in the former
 * @param container the id of the container that it runs in, as {@link ContainerId} has it
 */
public record CgroupPath(
    Optional<String> memory, Optional<String> unified, Optional<String> container) {
  private static final int MAX_BYTES = 64 << 10; // a path has up to 4 KiB, hierarchies are a dozen

  /** In no control group. */
  public static final CgroupPath NONE =
      new CgroupPath(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Reads where a process is.
   *
   * @param proc the root of procfs
   * @throws IOException when the process is gone or hidden
   */
  public static CgroupPath read(Path proc, long pid) throws IOException {
    return parse(KernelFile.read(proc.resolve(Long.toString(pid)).resolve("cgroup"), MAX_BYTES));
  }

  /** Parses the file's text; lines that are none are left out. */
  static CgroupPath parse(String text) {
    Optional<String> memory = Optional.empty();
    Optional<String> unified = Optional.empty();
    Optional<String> container = Optional.empty();
    for (String line : KernelFile.lines(text)) {
      String[] fields = line.split(":", 3); // hierarchy:controllers:path
      if (fields.length == 3 && fields[2].startsWith("/")) {
        if (fields[0].equals("0") && fields[1].isEmpty()) {
          unified = Optional.of(fields[2]);
        } else if ((',' + fields[1] + ',').contains(",memory,")) {
          memory = Optional.of(fields[2]);
        }
        if (container.isEmpty()) {
          container = ContainerId.of(fields[2]);
        }
      }
    }
    return new CgroupPath(memory, unified, container);
  }
}
