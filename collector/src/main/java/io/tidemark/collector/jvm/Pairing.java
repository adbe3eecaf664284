package io.tidemark.collector.jvm;

import io.tidemark.collector.discovery.JavaProcess;
import io.tidemark.segment.SegmentIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds out which segment, which hsperfdata file and which process are of the same JVM.
 *
 * <ol>
 *   <li>A segment belongs to the process that has mapped a file of its name, which is random.
 *   <li>Otherwise to an hsperfdata file of the same process id, as the JVM itself has it. Ids
 *       collide between containers, and a file outlives its JVM: of several candidates a living one
 *       wins, then the one that started at the nearest time, and a dead one only if that is the
 *       same time.
 *   <li>A living segment that is left over belongs to a process that the collector does not see:
 *       one of another pid namespace, whose {@code /tmp} may be shared. The hsperfdata file there
 *       that has its process id and start is then that of a living JVM too.
 *   <li>A process that is left over is a JVM of which nothing more is known.
 * </ol>
 */
final class Pairing {
  // How far the start times in a segment and in a file may differ, being one JVM's.
  private static final long SAME_START_MS = 5_000;

  private final List<SegmentView> segments;
  private final List<PerfView> perfs;
  private final List<JavaProcess> processes;
  private final List<Sighting> sightings = new ArrayList<>();

  private Pairing(List<SegmentView> segments, List<PerfView> perfs, List<JavaProcess> processes) {
    this.segments = new ArrayList<>(segments);
    this.perfs = new ArrayList<>(perfs);
    this.processes = new ArrayList<>(processes);
  }

  /**
   * Every segment, file and process in exactly one sighting.
   *
   * @param unowned gives the hsperfdata files of process ids that the collector does not see
   */
  static List<Sighting> pair(
      List<SegmentView> segments,
      List<PerfView> perfs,
      List<JavaProcess> processes,
      Function<Set<Long>, List<PerfView>> unowned) {
    Pairing pairing = new Pairing(segments, perfs, processes);
    pairing.byMapping();
    pairing.byProcessId();
    pairing.acrossNamespaces(unowned);
    pairing.alone();
    return pairing.sightings;
  }

  // Of several segments of one process the living one; the others are of an agent that has left.
  private void byMapping() {
    for (JavaProcess process : List.copyOf(processes)) {
      Optional<SegmentView> segment =
          segments.stream()
              .filter(view -> process.segmentNames().contains(view.fileName()))
              .max(
                  Comparator.comparing(SegmentView::living)
                      .thenComparing(SegmentView::startEpochMs));
      if (segment.isPresent()) {
        Optional<PerfView> perf =
            perfs.stream().filter(view -> view.pid() == process.pid()).findFirst();
        take(segment, perf, Optional.of(process));
      }
    }
  }

  private void byProcessId() {
    for (PerfView perf : List.copyOf(perfs)) {
      Optional<JavaProcess> process =
          processes.stream().filter(candidate -> candidate.pid() == perf.pid()).findFirst();
      long pid = process.map(JavaProcess::innerPid).orElse(perf.pid());
      Optional<SegmentView> segment =
          segments.stream()
              .filter(view -> pid(view) == pid)
              .filter(view -> view.living() || startsApartMs(view, perf) <= SAME_START_MS)
              .min(
                  Comparator.<SegmentView, Boolean>comparing(view -> !view.living())
                      .thenComparing(view -> startsApartMs(view, perf)));
      take(segment, Optional.of(perf), process);
    }
  }

  private void acrossNamespaces(Function<Set<Long>, List<PerfView>> unowned) {
    Set<Long> pids = new HashSet<>();
    segments.stream().filter(SegmentView::living).map(Pairing::pid).forEach(pids::add);
    for (PerfView perf : unowned.apply(pids)) {
      segments.stream()
          .filter(view -> view.living() && pid(view) == perf.pid())
          .filter(view -> startsApartMs(view, perf) <= SAME_START_MS)
          .min(Comparator.comparing(view -> startsApartMs(view, perf)))
          .ifPresent(view -> take(Optional.of(view), Optional.of(perf), Optional.empty()));
    }
  }

  private void alone() {
    for (SegmentView segment : List.copyOf(segments)) {
      take(Optional.of(segment), Optional.empty(), Optional.empty());
    }
    for (JavaProcess process : List.copyOf(processes)) {
      take(Optional.empty(), Optional.empty(), Optional.of(process));
    }
  }

  private void take(
      Optional<SegmentView> segment, Optional<PerfView> perf, Optional<JavaProcess> process) {
    segment.ifPresent(segments::remove);
    perf.ifPresent(perfs::remove);
    process.ifPresent(processes::remove);
    sightings.add(new Sighting(segment, perf, process));
  }

  private static long pid(SegmentView segment) {
    return segment.identity().map(SegmentIdentity::pid).orElse(0L);
  }

  private static long startsApartMs(SegmentView segment, PerfView perf) {
    return Math.abs(segment.startEpochMs() - perf.startEpochMs());
  }
}
