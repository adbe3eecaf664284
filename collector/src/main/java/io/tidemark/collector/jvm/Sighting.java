package io.tidemark.collector.jvm;

import io.tidemark.collector.discovery.JavaProcess;
import io.tidemark.segment.SegmentIdentity;
import java.util.Optional;

/**
 * What is seen of one JVM: its segment, its hsperfdata file and its process, or some of them.
 *
 * @param segment the agent's view
 * @param perf HotSpot's view
 * @param process the kernel's view
 */
record Sighting(
    Optional<SegmentView> segment, Optional<PerfView> perf, Optional<JavaProcess> process) {
  /** OpenTelemetry's name for a Java service that nobody named. */
  static final String UNKNOWN_SERVICE = "unknown_service:java";

  Slots.Run run() {
    // Nobody succeeds a segment that nobody can name: that it is there must stay visible.
    boolean nameless = segment.isPresent() && identity().isEmpty();
    return new Slots.Run(key(), service(), startEpochMs(), living() || nameless);
  }

  String key() {
    return segment
        .map(view -> view.file().toString())
        .or(() -> perf.map(view -> view.file() + "@" + view.startEpochMs()))
        .or(() -> process.map(jvm -> jvm.pid() + "@" + jvm.startTicks()))
        .orElse("");
  }

  Optional<SegmentIdentity> identity() {
    return segment.flatMap(SegmentView::identity);
  }

  private String service() {
    return identity()
        .map(SegmentIdentity::service)
        .or(() -> process.flatMap(JavaProcess::service))
        .or(() -> perf.flatMap(PerfView::mainName))
        .or(() -> process.flatMap(JavaProcess::main))
        .orElse(UNKNOWN_SERVICE);
  }

  long startEpochMs() {
    return segment
        .map(SegmentView::startEpochMs)
        .filter(start -> start > 0)
        .or(() -> perf.map(PerfView::startEpochMs).filter(start -> start > 0))
        .or(() -> process.map(JavaProcess::startEpochMs))
        .orElse(0L);
  }

  // A file is looked at only while its process lives, so it outlives a segment that was closed.
  boolean living() {
    return perf.isPresent()
        || process.isPresent()
        || segment.map(SegmentView::living).orElse(false);
  }

  Optional<String> javaVersion() {
    return identity()
        .map(SegmentIdentity::javaVersion)
        .or(() -> perf.flatMap(PerfView::data).map(Hsperf::javaVersion))
        .filter(version -> !version.isEmpty());
  }
}
