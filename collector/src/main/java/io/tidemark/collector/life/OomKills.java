package io.tidemark.collector.life;

import io.tidemark.collector.cgroup.ControlGroup;
import io.tidemark.collector.cgroup.HostOomKills;
import io.tidemark.collector.who.Exit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;

/**
 * Ties the processes that the kernel killed for memory to JVMs, each at most once.
 *
 * <p>Assumptions: (1) the kernel raises a counter before it kills, so that whoever sees the death
 * sees the count; (2) a large process takes seconds to end; (3) a container's control group may be
 * gone before the next look, and its counter with it.
 *
 * <p>Guarantees: (1) a kill in a JVM's own group counts for its service, whichever process it was,
 * and an unclean end in that group within a few looks is by that kill; where several JVMs share a
 * group, a kill waits as long for one of them to end. (2) What a parent counts beyond its known
 * groups (version 2) is of the JVMs whose group in it is gone, if as many ended uncleanly or only
 * one did. (3) What the host counts beyond all known groups is of the only JVM that ended uncleanly
 * in that moment and whose group is gone, hidden, the topmost, or does not count. What remains is
 * in the host's total alone: another program's, or not to be told apart.
 *
 * <p>Not thread-safe.
 */
final class OomKills {
  private static final int SLOW_LOOKS = 5;
  private static final int MAX_OPEN = 256;

  private final HostOomKills host;
  private final ObjLongConsumer<Run> count;
  private final GroupKills groups = new GroupKills();
  private final Map<ControlGroup, List<Kill>> inOwn = new HashMap<>();
  private final Map<ControlGroup, Surplus> inParent = new HashMap<>();
  private final Surplus onHost = new Surplus();
  private OptionalLong hostFirst = OptionalLong.empty();
  private OptionalLong hostLast = OptionalLong.empty();

  /**
   * @param host what the host counts
   * @param count takes kills, with the JVM whose service they count for
   */
  OomKills(HostOomKills host, ObjLongConsumer<Run> count) {
    this.host = host;
    this.count = count;
  }

  /** A kill in the own group of one or more JVMs. */
  private static final class Kill {
    private boolean counted;
    private int looks;
  }

  /** Kills on the host since the first look; empty where the kernel does not say. */
  OptionalLong onHost() {
    return hostLast.isPresent()
        ? OptionalLong.of(Math.max(0, hostLast.getAsLong() - hostFirst.orElse(0)))
        : OptionalLong.empty();
  }

  /**
   * Reads all counters, and says of each JVM that ended whether the kernel killed it for memory.
   *
   * @param living those that live
   * @param ended those that ended since the last look
   */
  void look(Collection<Run> living, List<Run> ended) {
    List<Run> all = new ArrayList<>(living);
    all.addAll(ended);
    groups.look(all);
    readHost();
    Map<ControlGroup, List<Run>> members = members(all);
    take(members);
    List<Run> open = new ArrayList<>(ended);
    open.removeIf(run -> run.exit() == Exit.CLEAN);
    members.keySet().forEach(group -> settleOwn(group, open));
    inParent.forEach((parent, surplus) -> settleParent(parent, surplus, open));
    settleHost(open);
    members.forEach(this::countOthers);
  }

  private void readHost() {
    OptionalLong now = host.read();
    long grown =
        now.isPresent() && hostLast.isPresent() ? now.getAsLong() - hostLast.getAsLong() : 0;
    onHost.next(grown - groups.sum());
    if (now.isPresent()) {
      hostFirst = hostFirst.isPresent() ? hostFirst : now;
      hostLast = now;
    }
  }

  private static Map<ControlGroup, List<Run>> members(List<Run> runs) {
    Map<ControlGroup, List<Run>> members = new HashMap<>();
    for (Run run : runs) {
      run.group()
          .ifPresent(group -> members.computeIfAbsent(group, g -> new ArrayList<>()).add(run));
    }
    return members;
  }

  private void take(Map<ControlGroup, List<Run>> members) {
    inOwn.keySet().retainAll(members.keySet());
    inParent.keySet().retainAll(groups.groups());
    for (ControlGroup group : groups.groups()) {
      if (members.containsKey(group)) {
        List<Kill> open = inOwn.computeIfAbsent(group, g -> new ArrayList<>());
        for (long i = 0; i < groups.of(group) && open.size() < MAX_OPEN; i++) {
          open.add(new Kill());
        }
      } else {
        inParent.computeIfAbsent(group, g -> new Surplus()).next(groups.of(group));
      }
    }
  }

  private void settleOwn(ControlGroup group, List<Run> open) {
    List<Kill> kills = inOwn.getOrDefault(group, List.of());
    List<Run> deaths = select(open, run -> run.group().equals(Optional.of(group)));
    if (deaths.size() <= kills.size() || isOneService(deaths)) {
      for (Run run : deaths.subList(0, Math.min(deaths.size(), kills.size()))) {
        Kill kill = kills.remove(0);
        killed(run, kill.counted ? 0 : 1, open);
      }
    }
  }

  private void settleParent(ControlGroup parent, Surplus surplus, List<Run> open) {
    List<Run> deaths =
        select(
            open,
            run ->
                run.isGroupGone()
                    && run.group().flatMap(ControlGroup::parent).equals(Optional.of(parent)));
    long kills = surplus.kills();
    if (kills >= deaths.size() && !deaths.isEmpty()) {
      // The only one gets all: a wrapper in its container was killed with it.
      long each = deaths.size() == 1 ? kills : 1;
      surplus.take(each * deaths.size());
      deaths.forEach(run -> killed(run, each, open));
    }
  }

  private void settleHost(List<Run> open) {
    List<Run> deaths =
        select(
            open,
            run ->
                run.isGroupGone()
                    || run.group().isEmpty()
                    || run.group().get().isTop()
                    || run.group().get().oomKills().isEmpty());
    if (deaths.size() == 1 && onHost.kills() > 0) {
      onHost.take(1);
      killed(deaths.get(0), 1, open);
    }
  }

  private void killed(Run run, long kills, List<Run> open) {
    run.end(Exit.OOM_KILL);
    open.remove(run);
    if (kills > 0) {
      count.accept(run, kills);
    }
  }

  // Kills of other processes than a JVM that ended: of one that ends slowly, or of a helper.
  private void countOthers(ControlGroup group, List<Run> members) {
    List<Kill> kills = inOwn.getOrDefault(group, List.of());
    // The topmost group of version 1 may be the host's own, and then it is nobody's.
    boolean isOwned = group.unified() || !group.isTop();
    for (Kill kill : kills) {
      kill.looks++;
      boolean certain = members.size() == 1 || (kill.looks > SLOW_LOOKS && isOneService(members));
      if (isOwned && certain && !kill.counted) {
        kill.counted = true;
        count.accept(members.get(0), 1);
      }
    }
    kills.removeIf(kill -> kill.looks > SLOW_LOOKS);
  }

  private static boolean isOneService(List<Run> runs) {
    return runs.stream().map(run -> run.source().service()).distinct().count() == 1;
  }

  private static List<Run> select(List<Run> runs, Predicate<Run> which) {
    return runs.stream().filter(which).toList();
  }
}
