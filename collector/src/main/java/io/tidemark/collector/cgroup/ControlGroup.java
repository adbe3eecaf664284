package io.tidemark.collector.cgroup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A control group's directory. What it does not tell is empty: its file may be missing, because the
 * group is gone, the root of its hierarchy, or without that controller.
 *
 * <p>Source: the kernel's admin-guide/cgroup-v1/memory.rst and admin-guide/cgroup-v2.rst.
 *
 * @param directory where it is
 * @param top the hierarchy's mount point, which is the group itself or one of its parents
 * @param unified whether it is version 2; else it is version 1 with the memory controller
 * @param files how it is read: no part of what it is
 */
public record ControlGroup(Path directory, Path top, boolean unified, GroupFiles files) {
  private static final int MAX_PARENTS = 64;

  // Version 1 says "no limit" as the largest number of bytes that are whole pages.
  private static final long NO_LIMIT = 1L << 62;

  /** Whether it is the topmost group that can be seen. */
  public boolean isTop() {
    return directory.equals(top);
  }

  /** The group that it is in, as far as that can be seen. */
  public Optional<ControlGroup> parent() {
    Path parent = directory.getParent();
    return isTop() || parent == null || !parent.startsWith(top)
        ? Optional.empty()
        : Optional.of(new ControlGroup(parent, top, unified, files));
  }

  /**
   * Whether it is the host's root of version 2, which holds no limit, counts nothing, and shows the
   * host's own pressure. The root of a container's namespace is none.
   */
  public boolean isHostRoot() {
    return unified && isTop() && text("cgroup.type").isEmpty();
  }

  /** What tells this group from a later one of the same name; empty when it is gone. */
  public Optional<Object> identity() {
    return files.identity(directory);
  }

  /** Memory charged to it and to the groups in it, in bytes. */
  public OptionalLong memoryBytes() {
    return text(unified ? "memory.current" : "memory.usage_in_bytes")
        .map(KeyedNumbers::number)
        .orElse(OptionalLong.empty());
  }

  /** The lowest limit of it and its parents, in bytes; empty when there is none. */
  public OptionalLong memoryLimitBytes() {
    long lowest = NO_LIMIT;
    Optional<ControlGroup> group = Optional.of(this);
    for (int i = 0; group.isPresent() && i < MAX_PARENTS; i++) {
      lowest = Math.min(lowest, group.get().ownLimitBytes());
      group = group.get().parent();
    }
    if (!unified) { // which knows of parents that cannot be seen
      lowest = Math.min(lowest, keyed("memory.stat", "hierarchical_memory_limit").orElse(NO_LIMIT));
    }
    return lowest < NO_LIMIT ? OptionalLong.of(lowest) : OptionalLong.empty();
  }

  private long ownLimitBytes() {
    return text(unified ? "memory.max" : "memory.limit_in_bytes")
        .map(text -> KeyedNumbers.number(text).orElse(NO_LIMIT))
        .orElse(NO_LIMIT);
  }

  /**
   * Processes that the kernel killed for memory. Version 1 counts those of the group itself, from
   * Linux 4.13 on; version 2 those of the groups in it as well, unless the hierarchy is mounted
   * with {@code memory_localevents}.
   */
  public OptionalLong oomKills() {
    return keyed(unified ? "memory.events" : "memory.oom_control", "oom_kill");
  }

  /**
   * How long tasks waited for a resource; empty for version 1 and where the kernel does not say.
   *
   * @param resource {@code cpu}, {@code memory} or {@code io}
   */
  public List<Stall> stalls(String resource) {
    return unified ? text(resource + ".pressure").map(Stall::parse).orElse(List.of()) : List.of();
  }

  private OptionalLong keyed(String file, String key) {
    return text(file).map(text -> KeyedNumbers.find(text, key)).orElse(OptionalLong.empty());
  }

  private Optional<String> text(String name) {
    return files.text(directory, name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ControlGroup group
        && unified == group.unified
        && directory.equals(group.directory)
        && top.equals(group.top);
  }

  @Override
  public int hashCode() {
    return directory.hashCode();
  }
}
