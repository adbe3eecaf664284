package io.tidemark.collector.jvm;

import io.tidemark.collector.discovery.MainName;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An hsperfdata file of a living JVM.
 *
 * @param file where it is
 * @param pid the process that writes it
 * @param data what it says; empty when it cannot be read
 * @param unreadable why it cannot be read, as a value of {@code tidemark.reason}; else empty
 */
public record PerfView(Path file, long pid, Optional<Hsperf> data, Optional<String> unreadable) {

  /** When the JVM started, in milliseconds since 1970; 0 when the file cannot be read. */
  public long startEpochMs() {
    return data.map(Hsperf::startEpochMs).orElse(0L);
  }

  /** Simple name of the main class, or the jar's name, if it is known. */
  Optional<String> mainName() {
    return data.flatMap(hsperf -> MainName.of(hsperf.command()));
  }
}
