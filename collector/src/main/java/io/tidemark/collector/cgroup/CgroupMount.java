package io.tidemark.collector.cgroup;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mount of a control group hierarchy, as a line of {@code /proc/PID/mountinfo} says.
 *
 * <p>Source: proc_pid_mountinfo(5): {@code 36 35 0:32 ROOT POINT rw,relatime shared:1 - cgroup
 * cgroup rw,memory}, with white space and backslashes of paths in octal.
 *
 * @param unified whether it is version 2; else it is the hierarchy of version 1 that has the memory
 *     controller
 * @param root what of the hierarchy is mounted: a path as {@link CgroupPath} has them
 * @param point where it is mounted
 */
record CgroupMount(boolean unified, String root, String point) {
  private static final int MAX_MOUNTS = 16;
  private static final int ROOT = 3;
  private static final int POINT = 4;

  /** The mounts of control groups in the file's text, at most {@value #MAX_MOUNTS}. */
  static List<CgroupMount> parse(String mountInfo) {
    List<CgroupMount> mounts = new ArrayList<>();
    for (String line : KernelFile.lines(mountInfo)) {
      int separator = line.indexOf(" - cgroup");
      if (separator > 0 && mounts.size() < MAX_MOUNTS) {
        String[] before = line.substring(0, separator).split(" ", -1);
        String[] after = line.substring(separator + 3).split(" ", -1); // type, source, options
        if (before.length > POINT && after.length == 3 && before[ROOT].startsWith("/")) {
          boolean unified = after[0].equals("cgroup2");
          boolean memory = after[0].equals("cgroup") && (',' + after[2] + ',').contains(",memory,");
          if (unified || memory) {
            mounts.add(new CgroupMount(unified, plain(before[ROOT]), plain(before[POINT])));
          }
        }
      }
    }
    return mounts;
  }

  /**
   * The directory of a group of this hierarchy; empty when the mount does not show it.
   *
   * @param path as {@link CgroupPath} has it
   * @param rootDirectory what the point is below: {@code /}, or {@code /proc/PID/root}
   * @param files how the group is read
   */
  Optional<ControlGroup> find(String path, Path rootDirectory, GroupFiles files) {
    Optional<String> below = below(path);
    if (below.isEmpty() || (below.get() + '/').contains("/../")) {
      return Optional.empty();
    }
    try {
      Path top = rootDirectory.resolve(withoutSlash(point)).normalize();
      Path directory = top.resolve(withoutSlash(below.get())).normalize();
      if (!top.startsWith(rootDirectory)) { // by a point that no kernel writes
        return Optional.empty();
      }
      return Optional.of(new ControlGroup(directory, top, unified, files));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<String> below(String path) {
    if (root.equals("/")) {
      return Optional.of(path);
    }
    return path.startsWith(root)
            && (path.length() == root.length() || path.charAt(root.length()) == '/')
        ? Optional.of(path.substring(root.length()))
        : Optional.empty();
  }

  private static String withoutSlash(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private static String plain(String escaped) {
    StringBuilder plain = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      String octal = escaped.substring(i, Math.min(i + 4, escaped.length()));
      if (octal.matches("\\\\[0-3][0-7][0-7]")) {
        plain.append((char) Integer.parseInt(octal.substring(1), 8));
        i += 3;
      } else {
        plain.append(escaped.charAt(i));
      }
    }
    return plain.toString();
  }
}
