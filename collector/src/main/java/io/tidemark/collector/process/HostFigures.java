package io.tidemark.collector.process;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How the host fares; what the operating system does not tell is empty.
 *
 * @param stalls time lost by waiting
 * @param runQueue threads that run or wait for a processor
 * @param processors of the host, in use or not
 * @param memoryBytes of the host
 * @param availableBytes memory that can be had without swapping
 * @param unsupported what could not be seen and why, as {@code io.tidemark.collector.signal.Signal}
 *     has it
 */
public record HostFigures(
    List<Stall> stalls,
    OptionalDouble runQueue,
    OptionalLong processors,
    OptionalLong memoryBytes,
    OptionalLong availableBytes,
    List<String> unsupported) {

  /** Copies the lists. */
  public HostFigures {
    stalls = List.copyOf(stalls);
    unsupported = List.copyOf(unsupported);
  }

  /**
   * Time during which tasks waited for something.
   *
   * @param resource {@code cpu}, {@code memory} or {@code io}
   * @param kind {@code some} or {@code full}: all that were not idle
   * @param seconds since the boot
   */
  public record Stall(String resource, String kind, double seconds) {}
}
