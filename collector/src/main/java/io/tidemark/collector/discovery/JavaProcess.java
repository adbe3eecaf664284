package io.tidemark.collector.discovery;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A process that is a JVM.
 *
 * @param pid its id, as the collector's procfs has it
 * @param startTicks when it started, in the kernel's clock ticks since boot: with the id it tells
 *     this process from every other; 0 when not known
 * @param startEpochMs the same in milliseconds since 1970; 0 when not known
 * @param innerPid its id in its own pid namespace, which is what HotSpot and the agent know
 * @param hidden whether this user may not look into it: then what follows is empty
 * @param service what its command line or environment call the service, cleaned
 * @param main simple name of the main class or the jar, cleaned
 * @param container the id of its container
 * @param perfOff whether HotSpot was told to keep no hsperfdata file
 * @param perf its hsperfdata file, when the collector does not see that in its own {@code /tmp}
 * @param segmentNames names of the segments that it has mapped
 * @param segments those of them that are not in the collector's own directory
 */
public record JavaProcess(
    long pid,
    long startTicks,
    long startEpochMs,
    long innerPid,
    boolean hidden,
    Optional<String> service,
    Optional<String> main,
    Optional<String> container,
    boolean perfOff,
    Optional<HeldFile> perf,
    Set<String> segmentNames,
    List<HeldFile> segments) {

  /** Copies the collections. */
  public JavaProcess {
    segmentNames = Set.copyOf(segmentNames);
    segments = List.copyOf(segments);
  }

  void closeAllBut(Optional<HeldFile> keptPerf, List<HeldFile> keptSegments) {
    perf.filter(file -> !keptPerf.equals(Optional.of(file))).ifPresent(HeldFile::close);
    segments.stream().filter(file -> !keptSegments.contains(file)).forEach(HeldFile::close);
  }

  void close() {
    perf.ifPresent(HeldFile::close);
    segments.forEach(HeldFile::close);
  }
}
