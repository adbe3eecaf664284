package io.tidemark.collector.jvm;

import io.tidemark.segment.SegmentIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A segment and an hsperfdata file that are of the same JVM, or one of them alone.
 *
 * @param segment the agent's view
 * @param perf HotSpot's view
 */
record Sighting(Optional<SegmentView> segment, Optional<PerfView> perf) {
  /** OpenTelemetry's name for a Java service that nobody named. */
  static final String UNKNOWN_SERVICE = "unknown_service:java";

  // How far the start times in a dead segment and in a living file may differ, being one JVM's.
  private static final long SAME_START_MS = 5_000;

  /**
   * Pairs segments with files of the same process id. Ids collide between containers, and a file
   * outlives its JVM: of several candidates a living one wins, then the one that started at the
   * nearest time, and a dead one only if that is the same time.
   */
  static List<Sighting> pair(List<SegmentView> segments, List<PerfView> perfs) {
    List<SegmentView> unpaired = new ArrayList<>(segments);
    List<Sighting> sightings = new ArrayList<>();
    for (PerfView perf : perfs) {
      Optional<SegmentView> segment =
          unpaired.stream()
              .filter(candidate -> mayBeOne(candidate, perf))
              .min((a, b) -> compare(a, b, perf));
      segment.ifPresent(unpaired::remove);
      sightings.add(new Sighting(segment, Optional.of(perf)));
    }
    unpaired.forEach(view -> sightings.add(new Sighting(Optional.of(view), Optional.empty())));
    return sightings;
  }

  private static boolean mayBeOne(SegmentView segment, PerfView perf) {
    return segment.identity().map(SegmentIdentity::pid).orElse(0L) == perf.pid()
        && (segment.living() || startsApartMs(segment, perf) <= SAME_START_MS);
  }

  private static int compare(SegmentView a, SegmentView b, PerfView perf) {
    return a.living() != b.living()
        ? Boolean.compare(b.living(), a.living())
        : Long.compare(startsApartMs(a, perf), startsApartMs(b, perf));
  }

  private static long startsApartMs(SegmentView segment, PerfView perf) {
    return Math.abs(segment.startEpochMs() - perf.startEpochMs());
  }

  Slots.Run run() {
    // Nobody succeeds a segment that nobody can name: that it is there must stay visible.
    boolean nameless = segment.isPresent() && identity().isEmpty();
    return new Slots.Run(key(), service(), startEpochMs(), living() || nameless);
  }

  String key() {
    return segment
        .map(view -> view.file().toString())
        .orElseGet(() -> perf.map(view -> view.file() + "@" + view.startEpochMs()).orElse(""));
  }

  Optional<SegmentIdentity> identity() {
    return segment.flatMap(SegmentView::identity);
  }

  private String service() {
    return identity()
        .map(SegmentIdentity::service)
        .or(() -> perf.flatMap(PerfView::mainName))
        .orElse(UNKNOWN_SERVICE);
  }

  long startEpochMs() {
    return segment
        .map(SegmentView::startEpochMs)
        .filter(start -> start > 0)
        .orElseGet(() -> perf.map(PerfView::startEpochMs).orElse(0L));
  }

  // A file is looked at only while its process lives, so it outlives a segment that was closed.
  boolean living() {
    return perf.isPresent() || segment.map(SegmentView::living).orElse(false);
  }

  Optional<String> javaVersion() {
    return identity()
        .map(SegmentIdentity::javaVersion)
        .or(() -> perf.flatMap(PerfView::data).map(Hsperf::javaVersion))
        .filter(version -> !version.isEmpty());
  }
}
