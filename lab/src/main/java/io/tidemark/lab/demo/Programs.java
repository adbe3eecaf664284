package io.tidemark.lab.demo;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The programs the lab starts: this Java runtime, the project's jars, and what is on the PATH.
 *
 * @param home the project's root, where the modules are
 * @param searchPath directories as in {@code PATH}
 */
public record Programs(Path home, String searchPath) {
  /** From here on the JVM warns of what Netty and protobuf do, unless it is allowed. */
  private static final int FIRST_TO_WARN = 24;

  Path agentJar() {
    return home.resolve("agent/target/tidemark-agent.jar");
  }

  Path collectorJar() {
    return home.resolve("collector/target/tidemark-collector.jar");
  }

  /** Its manifest names the libraries beside it. */
  Path labJar() {
    return home.resolve("lab/target/tidemark-lab.jar");
  }

  /** The jars that a build would have to make first. */
  List<Path> missing() {
    return List.of(agentJar(), collectorJar(), labJar()).stream()
        .filter(jar -> !Files.isRegularFile(jar))
        .toList();
  }

  Optional<Path> find(String program) {
    for (String directory : searchPath.split(File.pathSeparator, -1)) {
      Path file = Path.of(directory, program);
      if (!directory.isEmpty() && Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /**
   * The start of a command line that runs at the lowest priority, where there is {@code nice}. Data
   * plane and cache run so, and equally: a thousand threads must not starve the collector, or the
   * terminal, of two cores, and a cache that always came first would answer before the pool had to
   * dial again.
   */
  List<String> lowPriority() {
    return find("nice").map(nice -> List.of(nice.toString(), "-n", "19")).orElse(List.of());
  }

  /** The start of a command line that runs this very Java. */
  List<String> java(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= FIRST_TO_WARN) {
      command.add("--sun-misc-unsafe-memory-access=allow");
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of(options));
    return command;
  }
}
