package io.tidemark.collector.jvm;

import io.tidemark.collector.sample.Source;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JVM: one that lives, or a dead one whose segment is still there and has no successor.
 *
 * @param source what its samples are about; no two JVMs of one look have the same service and
 *     instance
 * @param pid its process, when that is one that the collector sees
 * @param segment its segment, when the agent is in it
 * @param perf its hsperfdata file, when it writes one
 * @param unreadable what of it cannot be read and why: distinct values of {@code tidemark.reason},
 *     without a prefix for the segment and with {@code hsperf_} for the file
 */
public record Jvm(
    Source source,
    OptionalLong pid,
    Optional<SegmentView> segment,
    Optional<PerfView> perf,
    List<String> unreadable) {

  /** Copies the list. */
  public Jvm {
    unreadable = List.copyOf(unreadable);
  }
}
