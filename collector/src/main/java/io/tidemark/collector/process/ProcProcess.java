package io.tidemark.collector.process;

import io.tidemark.collector.kernel.KernelFiles;
import io.tidemark.collector.kernel.ProcessStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One process, from its first look to its last. */
final class ProcProcess {
  private static final double NS = TimeUnit.SECONDS.toNanos(1);

  // prlimit can change it at any time, but nobody does.
  private static final int LOOKS_PER_LIMIT = 10;

  private final KernelFiles files;
  private final Path directory;
  private final KernelFiles.Kept status;
  private final long startNs;
  private final Descriptors descriptors;
  private final ThreadSwitches threadSwitches;
  private long threads;
  private long looks;
  private boolean limitKnown;
  private OptionalLong limit = OptionalLong.empty();

  /**
   * Looks at nothing yet.
   *
   * @param directory of the process
   * @param startNs when it started, since the boot
   */
  ProcProcess(KernelFiles files, Path directory, long startNs, Descriptors descriptors) {
    this.files = files;
    this.directory = directory;
    this.status = files.keep(directory.resolve("status"));
    this.startNs = startNs;
    this.descriptors = descriptors;
    this.threadSwitches = new ThreadSwitches(files, directory);
  }

  long startNs() {
    return startNs;
  }

  /**
   * Its figures.
   *
   * @param stat read just now
   * @param uptimeNs of the host
   * @param unsupported takes what cannot be seen
   */
  ProcessFigures look(ProcessStat stat, OptionalLong uptimeNs, Set<String> unsupported)
      throws IOException {
    ProcStatus now = ProcStatus.parse(status.text());
    threads = now.threads();
    return new ProcessFigures(
        startNs,
        OptionalLong.of(threads),
        now.residentBytes(),
        descriptors(unsupported),
        descriptorLimit(unsupported),
        stat.userTicks() * ProcessStat.TICK_NS / NS,
        stat.systemTicks() * ProcessStat.TICK_NS / NS,
        age(uptimeNs),
        switches(unsupported));
  }

  // In a container, the host's time since boot may be the container's own, and then says nothing.
  private OptionalDouble age(OptionalLong uptimeNs) {
    long ageNs = uptimeNs.orElse(-1) - startNs;
    return ageNs >= 0 ? OptionalDouble.of(ageNs / NS) : OptionalDouble.empty();
  }

  private OptionalLong descriptors(Set<String> unsupported) {
    try {
      return OptionalLong.of(descriptors.count());
    } catch (IOException e) {
      unsupported.add("descriptors_denied");
      return OptionalLong.empty();
    }
  }

  private OptionalLong descriptorLimit(Set<String> unsupported) {
    if (looks++ % LOOKS_PER_LIMIT == 0) {
      limitKnown = true;
      try {
        limit = ProcLimits.openFiles(files.text(directory.resolve("limits")));
      } catch (IOException e) {
        limitKnown = false;
        limit = OptionalLong.empty();
      }
    }
    if (!limitKnown) {
      unsupported.add("descriptor_limit_denied");
    }
    return limit;
  }

  private Optional<Switches> switches(Set<String> unsupported) {
    if (tooManyThreads()) {
      unsupported.add("context_switches_threads");
      return Optional.empty();
    }
    return threadSwitches.total();
  }

  /** Looks at the context switches of some of its threads, and says of how many. */
  int countSwitches(int maxThreads) {
    return tooManyThreads() ? 0 : threadSwitches.look(maxThreads);
  }

  boolean switchesDone() {
    return tooManyThreads() || threadSwitches.done();
  }

  /** Lets go of its files. */
  void close() {
    status.close();
  }

  private boolean tooManyThreads() {
    return threads > ThreadSwitches.MAX_THREADS;
  }
}
