package io.tidemark.collector.jvm;

import java.util.OptionalLong;

/**
 * A part of a JVM's memory, with the figures of its MemoryPoolMXBean, in bytes.
 *
 * @param heap whether it is part of the heap
 * @param name what the MemoryPoolMXBean is called
 * @param used bytes that objects or classes take, at the moment when the JVM last said so
 * @param committed bytes that the JVM has from the system
 * @param limit most bytes that it may have; empty where the JVM knows none
 */
public record MemoryPool(boolean heap, String name, long used, long committed, OptionalLong limit) {

  /** The value of {@code jvm.memory.type}. */
  public String type() {
    return heap ? "heap" : "non_heap";
  }
}
