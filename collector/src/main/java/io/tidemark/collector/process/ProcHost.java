package io.tidemark.collector.process;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Linux as procfs shows it: five small files a look. */
public final class ProcHost implements HostTable {
  private static final List<String> RESOURCES = List.of("cpu", "memory", "io");

  // "0.03 0.61 2.75 1/96 18406": the fourth is how many threads run or wait, of how many.
  private static final Pattern RUNNING =
      Pattern.compile("(?:\\S+ ){3}(\\d{1,9})/.*", Pattern.DOTALL);

  // In /proc/stat, after the line of all: "cpu0 10132153 290696 ..."
  private static final Pattern PROCESSOR = Pattern.compile("^cpu\\d+ ", Pattern.MULTILINE);

  // Processors are seldom added, and their file is dear where there are many.
  private static final int LOOKS_PER_PROCESSOR_COUNT = 60;

  private final Procfs procfs = new Procfs();
  private final Path proc;
  private OptionalLong processors = OptionalLong.empty();
  private int looksUntilProcessors;

  /**
   * Looks at nothing yet.
   *
   * @param proc the root of procfs
   */
  public ProcHost(Path proc) {
    this.proc = proc;
  }

  @Override
  public HostFigures look() {
    Set<String> unsupported = new TreeSet<>();
    List<Stall> stalls = stalls(unsupported);
    OptionalDouble runQueue = runQueue(unsupported);
    String memory = text("meminfo");
    return new HostFigures(
        stalls,
        runQueue,
        processors(unsupported),
        bytes(memory, "MemTotal", unsupported),
        bytes(memory, "MemAvailable", unsupported),
        List.copyOf(unsupported));
  }

  private List<Stall> stalls(Set<String> unsupported) {
    List<Stall> stalls = new ArrayList<>();
    for (String resource : RESOURCES) {
      try {
        String text = procfs.text(proc.resolve("pressure").resolve(resource));
        stalls.addAll(ProcPressure.parse(resource, text));
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
    Matcher running = RUNNING.matcher(text("loadavg"));
    if (running.matches()) {
      return OptionalDouble.of(Math.max(0, Integer.parseInt(running.group(1)) - 1));
    }
    unsupported.add("run_queue_missing");
    return OptionalDouble.empty();
  }

  private OptionalLong processors(Set<String> unsupported) {
    if (looksUntilProcessors == 0 || processors.isEmpty()) {
      long count = PROCESSOR.matcher(text("stat")).results().count();
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

  private String text(String file) {
    try {
      return procfs.text(proc.resolve(file));
    } catch (IOException e) {
      return ""; // which says nothing, and so is reported where it is looked at
    }
  }
}
