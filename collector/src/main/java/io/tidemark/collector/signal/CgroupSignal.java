package io.tidemark.collector.signal;

import io.tidemark.collector.cgroup.CgroupPath;
import io.tidemark.collector.cgroup.ControlGroup;
import io.tidemark.collector.cgroup.Stall;
import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Memory, its limit, and pressure of each JVM's control group, of version 1 or 2. Pressure is known
 * to version 2 alone, and not told of the host's root, whose pressure is the host's.
 */
final class CgroupSignal implements Signal {
  private static final List<String> RESOURCES = List.of("cpu", "memory", "io");

  private final Supplier<List<Jvm>> jvms;
  private final JvmCgroups cgroups;
  private List<String> unsupported = List.of();

  CgroupSignal(Supplier<List<Jvm>> jvms, JvmCgroups cgroups) {
    this.jvms = jvms;
    this.cgroups = cgroups;
  }

  @Override
  public String name() {
    return "cgroups";
  }

  @Override
  public void sample(Consumer<Sample> out) {
    List<String> missing = new ArrayList<>();
    cgroups.look(jvms.get());
    for (Jvm jvm : jvms.get()) {
      if (jvm.pid().isPresent()) {
        sample(new Report(out, jvm.source()), cgroups.of(jvm), missing);
      }
    }
    unsupported = missing;
  }

  private void sample(Report report, JvmCgroups.Place place, List<String> missing) {
    if (!cgroups.areMounted()) {
      missing.add("cgroup_missing");
      return;
    }
    if (place.path().equals(CgroupPath.NONE)
        || (place.memory().isEmpty() && place.unified().isEmpty())) {
      missing.add("cgroup_hidden");
      return;
    }
    OptionalLong usedBytes =
        place.memory().map(ControlGroup::memoryBytes).orElse(OptionalLong.empty());
    if (usedBytes.isPresent()) {
      report.count(Metric.CGROUP_MEMORY, usedBytes.getAsLong());
    } else {
      missing.add("cgroup_memory_missing");
    }
    place.limitBytes().ifPresent(bytes -> report.count(Metric.CGROUP_MEMORY_LIMIT, bytes));
    pressure(report, place.unified(), missing);
  }

  private static void pressure(Report report, Optional<ControlGroup> group, List<String> missing) {
    if (group.isPresent() && group.get().isHostRoot()) {
      missing.add("cgroup_is_root");
      return;
    }
    boolean any = false;
    for (String resource : group.isPresent() ? RESOURCES : List.<String>of()) {
      for (Stall stall : group.get().stalls(resource)) {
        report.value(Metric.CGROUP_PRESSURE, stall.microseconds() / 1e6, resource, stall.kind());
        any = true;
      }
    }
    if (!any) {
      missing.add("cgroup_pressure_missing");
    }
  }

  @Override
  public List<String> unsupported() {
    return unsupported;
  }
}
