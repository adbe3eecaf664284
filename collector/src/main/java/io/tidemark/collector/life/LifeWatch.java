package io.tidemark.collector.life;

import io.tidemark.collector.cgroup.ControlGroup;
import io.tidemark.collector.cgroup.HostOomKills;
import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.SegmentView;
import io.tidemark.collector.kernel.KernelFiles;
import io.tidemark.collector.kernel.ProcessStats;
import io.tidemark.collector.who.Death;
import io.tidemark.collector.who.DeathNotes;
import io.tidemark.collector.who.Deaths;
import io.tidemark.collector.who.Exit;
import io.tidemark.collector.who.LedgerTail;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts ends, restarts and kills of JVMs by place, and writes down who was heaviest in each one
 * that ended. Not thread-safe, but for the {@link Deaths} that it fills.
 */
public final class LifeWatch {
  private static final System.Logger LOG = System.getLogger(LifeWatch.class.getName());
  private static final int LOOKS_PER_SWEEP = 60;

  private static final long LEAST_KEPT_MS = Duration.ofHours(1).toMillis();

  private final long keepMs;
  private final Lives lives;
  private final OomKills kills;
  private final Tallies tallies;
  private final Deaths deaths;
  private final DeathNotes notes;
  private int looks;
  private long nowEpochMs;

  /**
   * @param proc the root of procfs
   * @param files how the host's counters are read
   * @param stats what is read of processes in each look, for others as well
   * @param sinceEpochMs when the collector started
   * @param keepDead how long a place is remembered when no JVM is there, an hour at least
   * @param deaths takes what is known of each JVM that ended
   * @param notes keeps it beside the segment, for whoever comes later
   */
  public LifeWatch(
      Path proc,
      KernelFiles files,
      ProcessStats stats,
      long sinceEpochMs,
      Duration keepDead,
      Deaths deaths,
      DeathNotes notes) {
    this.keepMs = Math.max(keepDead.toMillis(), LEAST_KEPT_MS);
    this.notes = notes;
    this.lives = new Lives(proc, stats, sinceEpochMs);
    this.tallies = new Tallies(sinceEpochMs);
    this.kills =
        new OomKills(
            new HostOomKills(proc, files),
            (run, killed) -> tallies.of(run, nowEpochMs).kill(killed));
    this.deaths = deaths;
  }

  /**
   * Takes what is seen now.
   *
   * @param groupOf where the memory of a living JVM is accounted
   */
  public void look(List<Jvm> jvms, Function<Jvm, Optional<ControlGroup>> groupOf, long epochMs) {
    nowEpochMs = epochMs;
    Lives.Changes changes = lives.look(jvms, epochMs);
    lives.living().forEach(run -> run.place(groupOf.apply(run.jvm())));
    List<Run> ended = changes.ended().stream().map(Lives.End::run).toList();
    kills.look(lives.living(), ended);
    changes.found().forEach(end -> end(end, false));
    inOrder(changes);
    lives.living().forEach(run -> tallies.of(run, epochMs));
    tallies.forgetUnusedSince(epochMs - keepMs, epochMs);
    if (looks++ % LOOKS_PER_SWEEP == 0) {
      sweep();
    }
  }

  // A successor may have begun, and ended too, since its predecessor ended.
  private void inOrder(Lives.Changes changes) {
    Set<Run> begun = Set.copyOf(changes.begun());
    Map<Run, Lives.End> ended =
        changes.ended().stream().collect(Collectors.toMap(Lives.End::run, end -> end));
    Stream.concat(begun.stream(), ended.keySet().stream())
        .distinct()
        .sorted(Comparator.comparingLong(run -> run.source().startEpochMs()))
        .forEach(
            run -> {
              if (begun.contains(run)) {
                tallies.of(run, nowEpochMs).begin(run.source().startEpochMs());
              }
              Lives.End end = ended.get(run);
              if (end != null) {
                end(end, true);
              }
            });
  }

  private void end(Lives.End end, boolean watched) {
    Run run = end.run();
    Optional<Path> segment = run.segment().map(SegmentView::file);
    Optional<Death> noted = watched ? Optional.empty() : segment.flatMap(notes::find);
    Death death = noted.orElseGet(() -> death(end, watched));
    tallies.of(run, nowEpochMs).end(death, watched);
    // Every command written in Java shuts down; that is no news unless it was a service.
    if (segment.isPresent() || death.exit() != Exit.CLEAN) {
      deaths.add(death);
    }
    if (watched && segment.isPresent()) {
      note(segment.get(), death);
    }
  }

  // Where the collector may read but not write, there are none: the next one knows less.
  private void note(Path segment, Death death) {
    try {
      notes.write(segment, death);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no note of how " + segment + " ended", e);
    }
  }

  private void sweep() {
    try {
      notes.sweep();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "notes of ended JVMs are not removed", e);
    }
  }

  private Death death(Lives.End end, boolean watched) {
    Run run = end.run();
    LedgerTail.Heaviest heaviest = heaviest(end, watched);
    return new Death(
        run.source().service(),
        run.source().instance(),
        pid(run),
        run.source().startEpochMs(),
        watched ? OptionalLong.of(nowEpochMs) : OptionalLong.empty(),
        run.exit(),
        heaviest.windowSeconds(),
        heaviest.heaviest());
  }

  private LedgerTail.Heaviest heaviest(Lives.End end, boolean watched) {
    Optional<Path> file = end.run().segment().map(SegmentView::file);
    Optional<SegmentSnapshot> last = end.left().last();
    if (file.isEmpty() || last.isEmpty()) {
      return LedgerTail.Heaviest.NONE;
    }
    return watched
        ? end.run()
            .tail()
            .before(nowEpochMs, end.run().source().startEpochMs(), file.get(), last.get())
        : LedgerTail.sinceStart(file.get(), last.get());
  }

  private static long pid(Run run) {
    return run.pid()
        .orElseGet(
            () ->
                run.segment().flatMap(SegmentView::identity).map(SegmentIdentity::pid).orElse(0L));
  }

  /** What became of the JVMs of each place. */
  public Collection<Tally> tallies() {
    return tallies.all();
  }

  /** Processes of the host that the kernel killed for memory; empty where it does not say. */
  public OptionalLong hostOomKills() {
    return kills.onHost();
  }
}
