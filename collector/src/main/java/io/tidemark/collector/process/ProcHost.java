package io.tidemark.collector.process;

import io.tidemark.collector.kernel.KernelFiles;
import io.tidemark.collector.process.HostFigures.Stall;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Linux as procfs shows it: five small files a look. */
public final class ProcHost implements HostTable {
  private static final List<String> RESOURCES = List.of("cpu", "memory", "io");

  private static final int MAX_DIGITS = 9;

  // In /proc/stat, after the line of all: "cpu0 10132153 290696 ..."
  private static final Pattern PROCESSOR = Pattern.compile("^cpu\\d+ ", Pattern.MULTILINE);

  // Processors are seldom added, and their file is dear where there are many.
  private static final int LOOKS_PER_PROCESSOR_COUNT = 60;

  private final KernelFiles files;
  private final KernelFiles.Kept load;
  private final KernelFiles.Kept memory;
  private final List<KernelFiles.Kept> pressures;
  private final Path proc;
  private OptionalLong processors = OptionalLong.empty();
  private int looksUntilProcessors;

  /**
   * Looks at nothing yet.
   *
   * @param proc the root of procfs
   */
  public ProcHost(Path proc) {
    this(proc, KernelFiles.of(proc));
  }

  /** As {@link #ProcHost(Path)}, with files that others read as well. */
  public ProcHost(Path proc, KernelFiles files) {
    this.proc = proc;
    this.files = files;
    this.load = files.keep(proc.resolve("loadavg"));
    this.memory = files.keep(proc.resolve("meminfo"));
    this.pressures =
        RESOURCES.stream()
            .map(resource -> files.keep(proc.resolve("pressure").resolve(resource)))
            .toList();
  }

  @Override
  public HostFigures look() {
    Set<String> unsupported = new TreeSet<>();
    List<Stall> stalls = stalls(unsupported);
    OptionalDouble runQueue = runQueue(unsupported);
    String memoryText = text(memory);
    return new HostFigures(
        stalls,
        runQueue,
        processors(unsupported),
        bytes(memoryText, "MemTotal", unsupported),
        bytes(memoryText, "MemAvailable", unsupported),
        List.copyOf(unsupported));
  }

  private List<Stall> stalls(Set<String> unsupported) {
    List<Stall> stalls = new ArrayList<>();
    for (int i = 0; i < RESOURCES.size(); i++) {
      try {
        stalls.addAll(ProcPressure.parse(RESOURCES.get(i), pressures.get(i).text()));
      } catch (AccessDeniedException e) {
        unsupported.add("psi_denied");
      } catch (IOException e) {
        unsupported.add("psi_missing"); // not built in, or off: then opening fails
      }
    }
    return stalls;
  }

  // The thread that asks runs as well, and is not counted.
  private OptionalDouble runQueue(Set<String> unsupported) {
    int threads = running(text(load));
    if (threads >= 0) {
      return OptionalDouble.of(Math.max(0, threads - 1));
    }
    unsupported.add("run_queue_missing");
    return OptionalDouble.empty();
  }

  // "0.03 0.61 2.75 1/96 18406": the fourth is how many threads run or wait, of how many. -1 for
  // whatever else.
  private static int running(String load) {
    int start = 0;
    for (int word = 0; word < 3; word++) {
      start = load.indexOf(' ', start) + 1;
      if (start == 0) {
        return -1;
      }
    }
    int end = load.indexOf('/', start);
    int threads = end > start && end - start <= MAX_DIGITS ? 0 : -1;
    for (int i = start; i < end && threads >= 0; i++) {
      int digit = load.charAt(i) - '0';
      threads = digit < 0 || digit > 9 ? -1 : 10 * threads + digit;
    }
    return threads;
  }

  private OptionalLong processors(Set<String> unsupported) {
    if (looksUntilProcessors == 0 || processors.isEmpty()) {
      long count = PROCESSOR.matcher(statText()).results().count();
      processors = count > 0 ? OptionalLong.of(count) : OptionalLong.empty();
      looksUntilProcessors = LOOKS_PER_PROCESSOR_COUNT;
    }
    looksUntilProcessors--;
    if (processors.isEmpty()) {
      unsupported.add("cpu_count_missing");
    }
    return processors;
  }

  private static OptionalLong bytes(String memory, String name, Set<String> unsupported) {
    try {
      return OptionalLong.of(ProcText.bytes(ProcText.field(memory, name), name));
    } catch (IOException e) {
      unsupported.add("memory_missing");
      return OptionalLong.empty();
    }
  }

  private String statText() {
    try {
      return files.text(proc.resolve("stat"));
    } catch (IOException e) {
      return "";
    }
  }

  private static String text(KernelFiles.Kept file) {
    try {
      return file.text();
    } catch (IOException e) {
      return ""; // which says nothing, and so is reported where it is looked at
    }
  }
}
