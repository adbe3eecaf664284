package io.tidemark.collector.process;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;

/**
 * Any system that OSHI knows. Its run queue is the load average of one minute, which Windows has
 * not; of pressure no other system than Linux tells.
 */
public final class OshiHost implements HostTable {
  // Made at the first use: where its native library cannot be loaded, a signal fails alone.
  private static final class Oshi {
    static final GlobalMemory MEMORY = new SystemInfo().getHardware().getMemory();
    static final CentralProcessor PROCESSOR = new SystemInfo().getHardware().getProcessor();
  }

  @Override
  public HostFigures look() {
    Set<String> unsupported = new TreeSet<>(Set.of("psi_missing"));
    OptionalDouble load = load(unsupported);
    return new HostFigures(
        List.of(),
        load,
        known(Oshi.PROCESSOR.getLogicalProcessorCount(), "cpu_count_missing", unsupported),
        known(Oshi.MEMORY.getTotal(), "memory_missing", unsupported),
        known(Oshi.MEMORY.getAvailable(), "memory_missing", unsupported),
        List.copyOf(unsupported));
  }

  private static OptionalDouble load(Set<String> unsupported) {
    double load = Oshi.PROCESSOR.getSystemLoadAverage(1)[0];
    if (load >= 0) {
      return OptionalDouble.of(load);
    }
    unsupported.add("run_queue_missing");
    return OptionalDouble.empty();
  }

  private static OptionalLong known(long value, String otherwise, Set<String> unsupported) {
    if (value > 0) {
      return OptionalLong.of(value);
    }
    unsupported.add(otherwise);
    return OptionalLong.empty();
  }
}
