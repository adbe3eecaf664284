package io.tidemark.collector.life;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.PerfView;
import io.tidemark.collector.jvm.SegmentView;
import io.tidemark.collector.kernel.ProcessStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows the JVMs from look to look: which began, and which ended. One that is not seen any more
 * has ended only if its segment's lock is let go and its process is gone, as far as either is
 * known. A JVM that began and ended between two looks is seen if it left a segment.
 *
 * <p>Not thread-safe.
 */
final class Lives {
  private static final int MAX_BURIED = 1024;

  private final Path proc;
  private final ProcessStats stats;
  private final long sinceEpochMs;
  private final Set<String> buried = Collections.newSetFromMap(new OldestGo());
  private Set<Run> living = new LinkedHashSet<>();

  /**
   * @param proc the root of procfs
   * @param stats what was read of processes in this look
   * @param sinceEpochMs when the collector started: what had ended by then is no exit to count
   */
  Lives(Path proc, ProcessStats stats, long sinceEpochMs) {
    this.proc = proc;
    this.stats = stats;
    this.sinceEpochMs = sinceEpochMs;
  }

  /**
   * What changed since the last look.
   *
   * @param begun JVMs that began, and at the first look all that live
   * @param ended those that ended, some of which began since as well
   * @param found those that had ended before the collector started
   */
  record Changes(List<Run> begun, List<End> ended, List<End> found) {}

  /** A JVM that ended, and what it left. */
  record End(Run run, Ending left) {}

  /** The identities of the dead, so that none dies twice; the oldest are forgotten. */
  private static final class OldestGo extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > MAX_BURIED;
    }
  }

  /** Those that lived at the last look. */
  Collection<Run> living() {
    return living;
  }

  /** Takes what is seen now. */
  Changes look(List<Jvm> jvms, long nowEpochMs) {
    Changes changes = new Changes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Map<String, Run> known = new HashMap<>();
    living.forEach(run -> Run.keys(run.jvm()).forEach(key -> known.put(key, run)));
    Set<Run> before = living;
    living = new LinkedHashSet<>();
    for (Jvm jvm : jvms) {
      Run run =
          Run.keys(jvm).stream()
              .filter(known::containsKey)
              .findFirst()
              .map(known::get)
              .orElse(null);
      if (lives(jvm)) {
        live(run, jvm, changes, nowEpochMs);
      } else if (run == null && Run.keys(jvm).stream().noneMatch(buried::contains)) {
        find(new Run(jvm), changes);
      }
    }
    Set<Path> started = files(changes.begun());
    before.stream()
        .filter(run -> !living.contains(run))
        .forEach(run -> miss(run, started, changes));
    return changes;
  }

  private void live(@Nullable Run known, Jvm jvm, Changes changes, long nowEpochMs) {
    Run run = known;
    if (run == null) {
      run = new Run(jvm);
      changes.begun().add(run);
    }
    run.see(jvm, proc, nowEpochMs);
    living.add(run);
  }

  private void find(Run run, Changes changes) {
    if (run.source().startEpochMs() == 0) {
      return; // no segment, or one that nobody can read
    }
    End end = end(run, Ending.of(run, proc, Set.of()));
    if (run.source().startEpochMs() >= sinceEpochMs) {
      changes.begun().add(run);
      changes.ended().add(end);
    } else {
      changes.found().add(end);
    }
  }

  private void miss(Run run, Set<Path> started, Changes changes) {
    if (run.processLives(proc)) {
      living.add(run); // out of sight, no more
      return;
    }
    Ending left = Ending.of(run, proc, started);
    if (left.segmentLives()) {
      living.add(run);
    } else {
      changes.ended().add(end(run, left));
    }
  }

  private End end(Run run, Ending left) {
    buried.addAll(Run.keys(run.jvm()));
    run.end(left.exit());
    return new End(run, left);
  }

  // HotSpot's file outlives its JVM until the parent has noticed that the process ended.
  private boolean lives(Jvm jvm) {
    if (jvm.segment().map(SegmentView::living).orElse(false)) {
      return true;
    }
    return jvm.perf().isPresent() && !(jvm.pid().isPresent() && hasEnded(jvm.pid().getAsLong()));
  }

  private boolean hasEnded(long pid) {
    try {
      return stats.of(pid).ended();
    } catch (IOException e) {
      return false; // it does not tell
    }
  }

  private static Set<Path> files(List<Run> begun) {
    return begun.stream()
        .flatMap(run -> run.perf().map(PerfView::file).stream())
        .collect(Collectors.toSet());
  }
}
