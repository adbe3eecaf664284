package io.tidemark.collector.process;

import io.tidemark.collector.kernel.KernelFiles;
import io.tidemark.collector.kernel.ProcessStat;
import io.tidemark.collector.kernel.ProcessStats;
import io.tidemark.collector.kernel.Uptime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Linux' processes by procfs: two small files each at a look, where OSHI reads five. Needs no
 * rights, except for descriptors before Linux 6.2 and where procfs hides the processes of others.
 */
public final class ProcProcesses implements ProcessTable {
  // 10 threads at 20 µs: less than looking at 20 processes. 1,000 threads take 100 looks.
  private static final int THREADS_PER_LOOK = 10;

  private static final double NS = TimeUnit.SECONDS.toNanos(1);

  private final KernelFiles files;
  private final ProcessStats stats;
  private final boolean ownLooks;
  private final KernelFiles.Kept uptime;
  private final Path proc;
  private final boolean sizedDescriptors;
  private final LongSupplier nanoTime;
  private final Map<Long, ProcProcess> known = new HashMap<>();
  private final List<ProcProcess> turns = new ArrayList<>();

  /**
   * Looks at nothing yet.
   *
   * @param proc the root of procfs
   */
  public ProcProcesses(Path proc) {
    this(proc, System::nanoTime);
  }

  ProcProcesses(Path proc, LongSupplier nanoTime) {
    this(proc, nanoTime, KernelFiles.of(proc));
  }

  private ProcProcesses(Path proc, LongSupplier nanoTime, KernelFiles files) {
    this(proc, nanoTime, files, new ProcessStats(proc, files), true);
  }

  /**
   * Looks at nothing yet.
   *
   * @param proc the root of procfs
   * @param stats what others have read as well; whoever shares it begins its looks
   */
  public ProcProcesses(Path proc, KernelFiles files, ProcessStats stats) {
    this(proc, System::nanoTime, files, stats, false);
  }

  private ProcProcesses(
      Path proc, LongSupplier nanoTime, KernelFiles files, ProcessStats stats, boolean ownLooks) {
    this.proc = proc;
    this.files = files;
    this.stats = stats;
    this.ownLooks = ownLooks;
    this.uptime = files.keep(proc.resolve("uptime"));
    this.sizedDescriptors = Descriptors.sized(proc);
    this.nanoTime = nanoTime;
  }

  @Override
  public Look look(Set<Long> pids) {
    if (ownLooks) {
      stats.nextLook();
    }
    forgetAllBut(pids);
    Map<Long, ProcessFigures> seen = new HashMap<>();
    Set<String> unsupported = new TreeSet<>();
    OptionalLong uptimeNs = uptimeNs(unsupported);
    for (long pid : pids) {
      look(pid, uptimeNs, seen, unsupported);
    }
    turns.retainAll(known.values());
    countSwitches();
    return new Look(seen, List.copyOf(unsupported));
  }

  private void look(
      long pid, OptionalLong uptimeNs, Map<Long, ProcessFigures> seen, Set<String> unsupported) {
    Path directory = proc.resolve(Long.toString(pid));
    try {
      ProcessStat stat = stats.of(pid);
      if (!stat.ended()) {
        seen.put(pid, process(pid, stat, directory).look(stat, uptimeNs, unsupported));
      }
    } catch (NoSuchFileException e) {
      forget(pid); // it has ended
    } catch (IOException e) {
      if (Files.isDirectory(directory)) { // else it ended while it was looked at
        boolean denied = !Files.isReadable(directory.resolve("stat")); // by procfs' hidepid
        unsupported.add(denied ? "process_denied" : "process_unreadable");
      }
    }
  }

  private ProcProcess process(long pid, ProcessStat stat, Path directory) {
    ProcProcess process = known.get(pid);
    long startNs = stat.startTicks() * ProcessStat.TICK_NS;
    if (process == null || process.startNs() != startNs) {
      forget(pid);
      process =
          new ProcProcess(
              files, directory, startNs, new Descriptors(directory, sizedDescriptors, nanoTime));
      known.put(pid, process);
      turns.add(process);
    }
    return process;
  }

  private void forgetAllBut(Set<Long> pids) {
    for (long pid : List.copyOf(known.keySet())) {
      if (!pids.contains(pid)) {
        forget(pid);
      }
    }
  }

  private void forget(long pid) {
    ProcProcess process = known.remove(pid);
    if (process != null) {
      process.close();
    }
  }

  // Each has all its threads looked at before the next one's turn; who is done goes to the end.
  private void countSwitches() {
    int left = THREADS_PER_LOOK;
    for (int process = turns.size(); process > 0 && left > 0; process--) {
      ProcProcess first = turns.get(0);
      left -= first.countSwitches(left);
      if (first.switchesDone()) {
        turns.remove(0);
        turns.add(first);
      }
    }
  }

  private OptionalLong uptimeNs(Set<String> unsupported) {
    try {
      OptionalDouble seconds = Uptime.seconds(uptime.text());
      if (seconds.isPresent()) {
        return OptionalLong.of(Math.round(seconds.getAsDouble() * NS));
      }
    } catch (IOException e) {
      // as for a number that makes no sense
    }
    unsupported.add("uptime_missing");
    return OptionalLong.empty();
  }
}
