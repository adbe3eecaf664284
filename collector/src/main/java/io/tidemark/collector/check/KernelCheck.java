package io.tidemark.collector.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the kernel tells of pressure and of kills for memory. */
final class KernelCheck {
  private KernelCheck() {}

  static List<Finding> run(Place place) {
    return place.proc("self/status").isEmpty()
        ? List.of()
        : List.of(pressure(place), hostKills(place), cgroups(place));
  }

  private static Finding pressure(Place place) {
    return place.proc("pressure/memory").isPresent()
        ? Finding.ok("pressure", "PSI is on")
        : Finding.limited(
            "pressure",
            place.proc().resolve("pressure") + " cannot be read",
            "start the kernel (4.20 or later, with CONFIG_PSI) with psi=1");
  }

  private static Finding hostKills(Place place) {
    boolean counted =
        place.proc("vmstat").orElse("").lines().anyMatch(line -> line.startsWith("oom_kill "));
    return counted
        ? Finding.ok("oom kills", "of the host in /proc/vmstat")
        : Finding.limited("oom kills", "not in /proc/vmstat", "use Linux 4.13 or later");
  }

  private static Finding cgroups(Place place) {
    Path root = place.sys().resolve("fs/cgroup");
    String controllers = Place.text(root.resolve("cgroup.controllers")).orElse("");
    if (List.of(controllers.strip().split(" ")).contains("memory")) {
      return Finding.ok("cgroups", "version 2 with the memory controller: oom_kill per group");
    }
    Path memory = root.resolve("memory");
    if (Place.text(memory.resolve("memory.oom_control")).orElse("").contains("oom_kill ")) {
      return Finding.ok("cgroups", "version 1 with the memory controller: oom_kill per group");
    }
    return Finding.limited(
        "cgroups",
        Files.isDirectory(root)
            ? root + " has no memory controller that counts kills"
            : root + " is not there",
        "mount the host's /sys/fs/cgroup into the collector's container, read-only");
  }
}
