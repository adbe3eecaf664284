package io.tidemark.collector.life;

import io.tidemark.collector.cgroup.ControlGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The kills that the control groups of JVMs count, and in version 2 the parents of those groups: of
 * each the kills of one look that are in no other known group inside it. Not thread-safe.
 */
final class GroupKills {
  private Map<ControlGroup, OptionalLong> totals = new HashMap<>();
  private Map<ControlGroup, Long> grown = new HashMap<>();

  /** Reads the counters of the groups of these JVMs. */
  void look(Collection<Run> runs) {
    Map<ControlGroup, OptionalLong> next = new HashMap<>();
    grown = new HashMap<>();
    for (ControlGroup group : groups(runs)) {
      OptionalLong before = totals.getOrDefault(group, OptionalLong.empty());
      OptionalLong now = group.oomKills();
      next.put(group, now.isPresent() ? now : before);
      grown.put(
          group,
          before.isPresent() && now.isPresent() ? since(before.getAsLong(), now.getAsLong()) : 0);
    }
    totals = next;
    exclude();
  }

  private static Set<ControlGroup> groups(Collection<Run> runs) {
    Set<ControlGroup> groups = new HashSet<>();
    for (Run run : runs) {
      run.group().ifPresent(groups::add);
      run.group()
          .filter(ControlGroup::unified)
          .flatMap(ControlGroup::parent)
          .ifPresent(groups::add);
    }
    return groups;
  }

  // A group that was made anew under its name counts from zero.
  private static long since(long before, long now) {
    return now >= before ? now - before : now;
  }

  // Version 2 counts in every parent what happens in its children.
  private void exclude() {
    Map<ControlGroup, Long> all = Map.copyOf(grown);
    all.forEach(
        (group, kills) -> {
          if (group.unified() && kills > 0) {
            nearestParent(group).ifPresent(parent -> grown.merge(parent, -kills, Long::sum));
          }
        });
  }

  private Optional<ControlGroup> nearestParent(ControlGroup group) {
    Optional<ControlGroup> parent = group.parent();
    while (parent.isPresent() && !grown.containsKey(parent.get())) {
      parent = parent.get().parent();
    }
    return parent;
  }

  /** All groups that are known. */
  List<ControlGroup> groups() {
    return new ArrayList<>(grown.keySet());
  }

  /** Kills of the last look in the group alone; negative when one inside it was read later. */
  long of(ControlGroup group) {
    return grown.getOrDefault(group, 0L);
  }

  /** Kills of the last look in all known groups. */
  long sum() {
    return grown.values().stream().mapToLong(kills -> Math.max(0, kills)).sum();
  }
}
