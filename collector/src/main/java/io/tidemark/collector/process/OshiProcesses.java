package io.tidemark.collector.process;

import com.sun.jna.Platform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * The processes of any system that OSHI knows. It has no context switches of all threads, and
 * descriptors and their limit on some systems alone; on some it runs programs to find out.
 */
public final class OshiProcesses implements ProcessTable {
  private static final double MS = 1_000;

  // Made at the first use: where its native library cannot be loaded, a signal fails alone.
  private static final class Oshi {
    static final OperatingSystem SYSTEM = new SystemInfo().getOperatingSystem();
    // What Windows counts are handles, of files and of much else.
    static final boolean DESCRIPTORS = !Platform.isWindows();
  }

  @Override
  public Look look(Set<Long> pids) {
    Map<Long, ProcessFigures> seen = new HashMap<>();
    Set<String> unsupported = new TreeSet<>(Set.of("context_switches_missing"));
    for (long pid : pids) {
      look(pid, seen, unsupported);
    }
    return new Look(seen, List.copyOf(unsupported));
  }

  private static void look(long pid, Map<Long, ProcessFigures> seen, Set<String> unsupported) {
    OperatingSystem system = Oshi.SYSTEM;
    try {
      OSProcess process = pid > Integer.MAX_VALUE ? null : system.getProcess((int) pid);
      if (process != null && lives(process)) {
        seen.put(pid, figures(process, unsupported));
      }
    } catch (RuntimeException e) {
      // OSHI declares none, but parses the output of programs on some systems.
      unsupported.add("process_unreadable");
    }
  }

  private static boolean lives(OSProcess process) {
    return process.getState() != OSProcess.State.INVALID
        && process.getState() != OSProcess.State.ZOMBIE;
  }

  private static ProcessFigures figures(OSProcess process, Set<String> unsupported) {
    return new ProcessFigures(
        process.getStartTime(),
        known(process.getThreadCount(), "threads_missing", unsupported),
        known(process.getResidentMemory(), "memory_missing", unsupported),
        known(Oshi.DESCRIPTORS ? process.getOpenFiles() : -1, "descriptors_missing", unsupported),
        known(process.getSoftOpenFileLimit(), "descriptor_limit_missing", unsupported),
        process.getUserTime() / MS,
        process.getKernelTime() / MS,
        OptionalDouble.of(process.getUpTime() / MS),
        Optional.empty());
  }

  // OSHI says 0 or less for what the system did not tell; no process has none of these.
  private static OptionalLong known(long value, String otherwise, Set<String> unsupported) {
    if (value > 0) {
      return OptionalLong.of(value);
    }
    unsupported.add(otherwise);
    return OptionalLong.empty();
  }
}
