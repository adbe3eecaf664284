package io.tidemark.collector.jvm;

import io.tidemark.segment.Label;
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

  private static final int MAX_NAME_BYTES = 100;

  /** When the JVM started, in milliseconds since 1970; 0 when the file cannot be read. */
  public long startEpochMs() {
    return data.map(Hsperf::startEpochMs).orElse(0L);
  }

  /** Simple name of the main class, or the jar's name, if it is known. */
  Optional<String> mainName() {
    return data.map(hsperf -> simpleName(hsperf.command())).filter(name -> !name.isEmpty());
  }

  // "a.b.Main args", "module/a.b.Main args" or "/path/to/service-1.2.jar args"
  private static String simpleName(String command) {
    String main = command.strip().split("\\s", 2)[0];
    String name = main.substring(main.lastIndexOf('/') + 1);
    String simple =
        name.endsWith(".jar")
            ? name.substring(0, name.length() - ".jar".length())
            : name.substring(name.lastIndexOf('.') + 1);
    return simple.isEmpty() ? simple : Label.clean(simple, MAX_NAME_BYTES);
  }
}
