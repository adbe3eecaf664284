package io.tidemark.collector.jvm;

import io.tidemark.collector.discovery.HeldFile;
import io.tidemark.collector.discovery.JavaProcess;
import io.tidemark.collector.discovery.JavaProcesses;
import io.tidemark.collector.kernel.KernelFiles;
import io.tidemark.collector.kernel.ProcessStats;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the JVMs of this host, attached or not, in whatever container, and gives each its {@link
 * Source}.
 *
 * <p>The service is what the segment says, otherwise what OpenTelemetry's settings call it,
 * otherwise the name of the main class or jar. The instance is {@code <host>-<n>} by {@link Slots},
 * so that series continue over restarts. A dead JVM stays while its segment does and until a
 * successor takes its number.
 *
 * <p>Not thread-safe.
 */
public final class JvmDiscovery implements Closeable {
  // Bounds what hostile directories can make the collector read: far more JVMs than a host runs.
  private static final int MAX_FILES = 256;

  // A JVM shows its hsperfdata file before the agent in it has made a segment. Waiting for that
  // keeps it from being named after its main class first, and after its service from then on.
  private static final long STARTING_MS = 2_000;

  private final ProcessStats stats;
  private final SegmentWatch segments;
  private final PerfWatch perfs;
  private final ProcessTree tree;
  private final JavaProcesses processes;
  private final Slots slots = new Slots();
  private final String host;
  private final Clock clock;
  private final Map<String, Boolean> mapped = new HashMap<>();
  private List<Jvm> jvms = List.of();

  /**
   * Looks nowhere yet.
   *
   * @param directory where the segments are
   * @param keepDead how long the segment of a dead JVM is kept before its file is removed
   * @param proc the root of procfs
   * @param tmp where HotSpot keeps {@code hsperfdata_*}
   * @param host the host's name
   */
  public JvmDiscovery(
      SegmentDirectory directory,
      Duration keepDead,
      Path proc,
      Path tmp,
      String host,
      Clock clock) {
    this(directory, keepDead, proc, tmp, host, clock, new ProcessStats(proc, KernelFiles.of(proc)));
  }

  /**
   * As the other.
   *
   * @param stats what others read of processes as well: each look here begins one of its
   */
  public JvmDiscovery(
      SegmentDirectory directory,
      Duration keepDead,
      Path proc,
      Path tmp,
      String host,
      Clock clock,
      ProcessStats stats) {
    this.stats = stats;
    this.segments = new SegmentWatch(directory, keepDead, clock);
    this.tree = new ProcessTree(proc, stats);
    this.processes =
        new JavaProcesses(proc, tmp, directory.path(), stats, clock::millis, System::nanoTime);
    this.perfs = new PerfWatch(tmp, tree, System::nanoTime);
    this.host = host;
    this.clock = clock;
  }

  /** The JVMs of the last look, those of one service next to each other. */
  public List<Jvm> jvms() {
    return jvms;
  }

  /**
   * Looks again.
   *
   * @throws IOException when the directory of segments cannot be listed; {@link #jvms()} are then
   *     those that are seen without it
   */
  public void look() throws IOException {
    stats.nextLook();
    List<PerfView> seen = perfs.look(MAX_FILES);
    Set<Long> pids = pids(seen);
    List<JavaProcess> java = processes.look(pids);
    if (perfs.isWorthAnotherLook(java, pids)) {
      seen = perfs.look(MAX_FILES);
      pids = pids(seen);
    }
    seen.addAll(perfs.elsewhere(java, pids, MAX_FILES));
    List<SegmentView> found = new ArrayList<>();
    try {
      found.addAll(segments.look(MAX_FILES));
    } finally {
      List<HeldFile> mapped = new ArrayList<>();
      java.forEach(jvm -> mapped.addAll(jvm.segments()));
      found.addAll(segments.elsewhere(mapped, MAX_FILES));
      jvms = name(Pairing.pair(found, seen, java, hidden -> perfs.unowned(hidden, MAX_FILES)));
    }
  }

  private static Set<Long> pids(List<PerfView> views) {
    Set<Long> pids = new HashSet<>();
    views.forEach(view -> pids.add(view.pid()));
    return pids;
  }

  private List<Jvm> name(List<Sighting> sightings) {
    List<Sighting> settled = sightings.stream().filter(this::settled).toList();
    Map<String, Integer> numbers = slots.assign(settled.stream().map(Sighting::run).toList());
    mapped.keySet().retainAll(numbers.keySet());
    return settled.stream()
        .filter(sighting -> numbers.containsKey(sighting.key()))
        .map(sighting -> jvm(sighting, numbers.getOrDefault(sighting.key(), 0)))
        .sorted((a, b) -> a.source().instance().compareTo(b.source().instance()))
        .sorted((a, b) -> a.source().service().compareTo(b.source().service()))
        .toList();
  }

  private boolean settled(Sighting sighting) {
    long ageMs = clock.millis() - sighting.startEpochMs();
    return sighting.segment().isPresent() || ageMs < 0 || ageMs >= STARTING_MS;
  }

  private Jvm jvm(Sighting sighting, int number) {
    return new Jvm(
        source(sighting, number),
        sighting.living() ? pid(sighting) : OptionalLong.empty(),
        sighting.segment(),
        sighting.perf(),
        unreadable(sighting));
  }

  // A segment's process id may be one of another pid namespace. Its file's name is random, so
  // whoever maps that name is the process.
  private OptionalLong pid(Sighting sighting) {
    if (sighting.process().isPresent()) {
      return OptionalLong.of(sighting.process().get().pid());
    }
    long pid = sighting.identity().map(SegmentIdentity::pid).orElse(0L);
    String pathEnd = "/" + sighting.segment().map(SegmentView::fileName).orElse("");
    boolean ours =
        mapped.computeIfAbsent(sighting.key(), key -> pid > 0 && tree.maps(pid, pathEnd, false));
    return ours ? OptionalLong.of(pid) : OptionalLong.empty();
  }

  private Source source(Sighting sighting, int number) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("host.name", host);
    pidText(sighting).ifPresent(pid -> attributes.put("process.pid", pid));
    sighting.javaVersion().ifPresent(text -> attributes.put("process.runtime.version", text));
    sighting
        .process()
        .flatMap(JavaProcess::container)
        .ifPresent(id -> attributes.put("container.id", id));
    sighting.identity().ifPresent(id -> attributes.put("tidemark.version", id.agentVersion()));
    return new Source(
        sighting.run().service(), host + "-" + number, sighting.startEpochMs(), attributes, false);
  }

  private Optional<String> pidText(Sighting sighting) {
    return sighting
        .process()
        .map(JavaProcess::pid)
        .or(() -> sighting.perf().map(PerfView::pid))
        .or(() -> sighting.identity().map(SegmentIdentity::pid))
        .map(String::valueOf);
  }

  private static List<String> unreadable(Sighting sighting) {
    List<String> reasons = new ArrayList<>();
    sighting.segment().flatMap(SegmentView::unreadable).ifPresent(reasons::add);
    sighting.perf().flatMap(PerfView::unreadable).ifPresent(reasons::add);
    if (sighting.perf().isEmpty() && sighting.living()) {
      reasons.add(sighting.process().map(JvmDiscovery::whyNoPerf).orElse("hsperf_missing"));
    }
    return reasons;
  }

  private static String whyNoPerf(JavaProcess process) {
    return process.hidden() ? "hsperf_hidden" : process.perfOff() ? "hsperf_off" : "hsperf_missing";
  }

  /** Changes how long the segment of a dead JVM is kept, those already dead included. */
  public void keepDead(Duration keepDead) {
    segments.keepDead(keepDead);
  }

  @Override
  public void close() throws IOException {
    processes.close();
    perfs.close();
    stats.close();
    segments.close();
  }
}
