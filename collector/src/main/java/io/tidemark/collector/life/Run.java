package io.tidemark.collector.life;

import io.tidemark.collector.cgroup.ControlGroup;
import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.PerfView;
import io.tidemark.collector.jvm.SegmentView;
import io.tidemark.collector.kernel.ProcessStat;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.who.Exit;
import io.tidemark.collector.who.LedgerTail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One JVM from its start to its end, as far as it was seen. Not thread-safe. */
final class Run {
  private final LedgerTail tail = new LedgerTail();
  private Jvm jvm;
  private OptionalLong pid = OptionalLong.empty();
  private Optional<ProcessStat> process = Optional.empty();
  private Optional<SegmentView> segment;
  private Optional<PerfView> perf;
  private long seenEpochMs;
  private Optional<ControlGroup> group = Optional.empty();
  private Optional<Object> groupIdentity = Optional.empty();
  private Exit exit = Exit.UNKNOWN;

  Run(Jvm jvm) {
    this.jvm = jvm;
    this.segment = jvm.segment();
    this.perf = jvm.perf();
  }

  /** What tells a JVM from every other: one of these suffices, since an agent may come and go. */
  static List<String> keys(Jvm jvm) {
    List<String> keys = new ArrayList<>();
    jvm.segment().ifPresent(view -> keys.add("segment " + view.file()));
    jvm.perf().ifPresent(view -> keys.add("perf " + view.file() + "@" + view.startEpochMs()));
    return keys;
  }

  /** Takes what is seen of it while it lives. */
  void see(Jvm seen, Path proc, long epochMs) {
    jvm = seen;
    seenEpochMs = epochMs;
    segment = seen.segment().or(() -> segment);
    perf = seen.perf();
    if (seen.pid().isPresent() && !seen.pid().equals(pid)) {
      pid = seen.pid();
      process = ProcessLife.read(proc, pid.getAsLong());
    }
    seen.segment()
        .flatMap(SegmentView::snapshot)
        .ifPresent(held -> tail.add(epochMs, segment.orElseThrow().file(), held));
  }

  /** Takes where its memory is accounted. The kernel shows a process that is ending at the top. */
  void place(Optional<ControlGroup> found) {
    boolean isEnding = group.isPresent() && found.map(ControlGroup::isTop).orElse(false);
    if (found.isPresent() && !found.equals(group) && !isEnding) {
      group = found;
      groupIdentity = found.get().identity();
    }
  }

  /** Whether its process, if that is known, is there and has not ended. */
  boolean processLives(Path proc) {
    Optional<ProcessStat> now =
        pid.isPresent() ? ProcessLife.read(proc, pid.getAsLong()) : Optional.empty();
    return now.isPresent()
        && !now.get().ended()
        && process.map(was -> was.startTicks() == now.get().startTicks()).orElse(false);
  }

  void end(Exit how) {
    exit = how;
  }

  Exit exit() {
    return exit;
  }

  Source source() {
    return jvm.source();
  }

  Jvm jvm() {
    return jvm;
  }

  OptionalLong pid() {
    return pid;
  }

  Optional<SegmentView> segment() {
    return segment;
  }

  Optional<PerfView> perf() {
    return perf;
  }

  /** When it was last seen to live, in milliseconds since 1970. */
  long seenEpochMs() {
    return seenEpochMs;
  }

  LedgerTail tail() {
    return tail;
  }

  /** The group that accounts its memory, if that was seen. */
  Optional<ControlGroup> group() {
    return group;
  }

  /** Whether its group has been removed since, even if there is a new one of that name. */
  boolean isGroupGone() {
    return group.isPresent()
        && groupIdentity.isPresent()
        && !group.get().identity().equals(groupIdentity);
  }
}
