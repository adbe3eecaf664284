package io.tidemark.collector.signal;

import io.tidemark.collector.cgroup.CgroupPath;
import io.tidemark.collector.cgroup.Cgroups;
import io.tidemark.collector.cgroup.ControlGroup;
import io.tidemark.collector.cgroup.GroupFiles;
import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.kernel.KernelFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The control group of each visible JVM's process. Where it is, and its limit, are asked for every
 * tenth look, since processes seldom move. Not thread-safe.
 */
final class JvmCgroups {
  private static final int LOOKS_PER_SEARCH = 10;

  private final GroupFiles files;
  private final Cgroups cgroups;
  private Map<Owner, Place> places = new HashMap<>();
  private int looks;

  JvmCgroups(Path proc, KernelFiles files) {
    this.files = new GroupFiles(proc, files);
    this.cgroups = new Cgroups(proc, this.files);
  }

  private record Owner(long pid, long startEpochMs) {
    static Owner of(Jvm jvm) {
      return new Owner(jvm.pid().orElse(0), jvm.source().startEpochMs());
    }
  }

  /**
   * A process's place.
   *
   * @param path what the process says
   * @param memory the group that accounts its memory, if that can be seen
   * @param unified its group of version 2, likewise
   * @param limitBytes the memory's limit, if there is one
   */
  record Place(
      CgroupPath path,
      Optional<ControlGroup> memory,
      Optional<ControlGroup> unified,
      OptionalLong limitBytes) {
    static final Place UNKNOWN =
        new Place(CgroupPath.NONE, Optional.empty(), Optional.empty(), OptionalLong.empty());
  }

  /** Looks for JVMs that are new, and now and then for all. */
  void look(List<Jvm> jvms) {
    files.nextLook();
    boolean search = looks++ % LOOKS_PER_SEARCH == 0;
    if (search) {
      cgroups.look();
    }
    Map<Owner, Place> seen = new HashMap<>();
    for (Jvm jvm : jvms) {
      if (jvm.pid().isPresent()) {
        Owner owner = Owner.of(jvm);
        Place known = places.get(owner);
        seen.put(owner, known == null || search ? find(jvm.pid().getAsLong(), known) : known);
      }
    }
    places = seen;
  }

  private Place find(long pid, @Nullable Place known) {
    CgroupPath path = cgroups.path(pid);
    Optional<ControlGroup> memory = cgroups.memory(pid, path);
    if (known != null && known.memory().isPresent() && !memory.map(g -> !g.isTop()).orElse(false)) {
      return known; // the kernel shows a process that is ending at the top, and then nowhere
    }
    return new Place(
        path,
        memory,
        cgroups.unified(pid, path),
        memory.map(ControlGroup::memoryLimitBytes).orElse(OptionalLong.empty()));
  }

  /** Where a JVM of the last look is. */
  Place of(Jvm jvm) {
    return places.getOrDefault(Owner.of(jvm), Place.UNKNOWN);
  }

  /** Whether there are control groups here at all. */
  boolean areMounted() {
    return cgroups.isMounted();
  }
}
